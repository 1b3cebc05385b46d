// Draws the player's panels on canvases: pure functions of a panel, a width and a look.

const GAP = { left: 48, right: 14, bar: 52, top: 20, ticks: 22, axis: 38 };
const CHIP_HEIGHT = 20;
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800];

// ---- colours ------------------------------------------------------------------------------

function channels(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

function table(stops) {
  const colours = stops.map(channels);
  const last = colours.length - 1;
  return Array.from({ length: 256 }, (_, value) => {
    const place = (value / 255) * last;
    const at = Math.min(Math.floor(place), last - 1);
    return colours[at].map((c, i) => Math.round(c + (place - at) * (colours[at + 1][i] - c)));
  });
}

function picture(panel, stops, rows) {
  const { n_columns: columns } = panel;
  const pixels = fitted(panel, rows);
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, rows);
  const colours = table(stops);
  for (let row = 0; row < rows; row++) {
    let to = (rows - 1 - row) * columns * 4; // row 0 of the data lies at the bottom
    for (let from = row * columns; from < (row + 1) * columns; from++, to += 4) {
      const colour = colours[pixels[from]];
      image.data[to] = colour[0];
      image.data[to + 1] = colour[1];
      image.data[to + 2] = colour[2];
      image.data[to + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

// The panel's pixels in no more than `rows` rows. Where rows share one, the loudest shows in decibels,
// so that a thin line stays as bright as it is; the mean shows in all other units.
function fitted({ n_rows, n_columns: columns, pixels, unit }, rows) {
  if (rows === n_rows) return pixels;
  const shared = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const first = Math.floor((row * n_rows) / rows);
    const end = Math.floor(((row + 1) * n_rows) / rows);
    for (let column = 0; column < columns; column++) {
      let [most, sum] = [0, 0];
      for (let from = first; from < end; from++) {
        const value = pixels[from * columns + column];
        most = Math.max(most, value);
        sum += value;
      }
      shared[row * columns + column] = unit === "dB" ? most : Math.round(sum / (end - first));
    }
  }
  return shared;
}

// ---- layout -------------------------------------------------------------------------------

// Where the plot lies on a canvas `width` wide; all panels of a stack share left and right.
function layout(panel, width, view, last) {
  const left = leftGap(view, width);
  const right = view.bar ? GAP.bar : GAP.right;
  const box = { x: left, y: GAP.top, w: Math.max(40, width - left - right), h: panel.height };
  const below = box.y + box.h + (last || panel.kind === "path" ? GAP.axis : 8);
  const named = panel.kind === "area" || (panel.kind === "line" && panel.names.length > 1);
  const names = named ? panel.names : (panel.classes ?? []); // of a path: those of its points
  const chips = placeChips(names, left, width - 8, view.look);
  const rows = chips.length ? chips[chips.length - 1].row + 1 : 0;
  return { box, chips, chipsTop: below, width, height: below + rows * CHIP_HEIGHT };
}

// Room for the longest label of any panel, up to a quarter of the width.
function leftGap(view, width) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = font(view.look, 11);
  const longest = Math.max(0, ...view.labels.map((label) => context.measureText(label).width));
  return Math.max(GAP.left, Math.min(longest + 10, width / 4));
}

function placeChips(names, left, width, look) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = font(look, 12);
  let x = left;
  let row = 0;
  return names.map((name) => {
    const wide = context.measureText(name).width + 30;
    if (x + wide > width && x > left) [x, row] = [left, row + 1];
    const chip = { name, x, row };
    x += wide;
    return chip;
  });
}

function font(look, size, weight = 400) {
  return `${weight} ${size}px ${look.font}`;
}

// ---- drawing ------------------------------------------------------------------------------

// The whole panel, at (0, 0) of `context`, in CSS pixels.
function drawPanel(context, panel, plan, view, { last, lit = -1 }) {
  if (panel.kind === "path") return drawPath(context, panel, plan, view);
  const { box } = plan;
  const { look } = view;
  const x = (seconds) => box.x + (seconds / view.duration) * box.w;
  context.lineJoin = "round";
  context.save();
  context.beginPath();
  context.roundRect(box.x, box.y, box.w, box.h, 3);
  context.fillStyle = look.surface;
  context.fill();
  context.clip();
  if (panel.kind === "image") drawImage(context, panel, box, x, view);
  if (panel.kind === "area") drawArea(context, panel, box, x, look, lit);
  if (panel.kind === "line") drawLines(context, panel, box, x, lit);
  if (panel.kind === "wave") drawWave(context, panel, box, x, look);
  context.restore();
  drawHeights(context, panel, box, look);
  drawTimes(context, box, x, view, last);
  if (panel.kind === "image") drawBar(context, panel, box, plan.width, view);
  plan.chips.forEach((chip, i) => drawChip(context, chip, plan, panel.series_colours[i], look));
}

function drawImage(context, panel, box, x, view) {
  const rows = Math.max(1, Math.min(panel.n_rows, Math.floor(box.h * view.scale)));
  if (panel.picture?.height !== rows) panel.picture = picture(panel, view.maps[panel.colours], rows);
  const [left, right] = [x(panel.start), x(panel.end)];
  // Fewer pixels than columns: average them. More: show the frames as they are.
  context.imageSmoothingEnabled = (right - left) * view.scale < panel.n_columns * 1.5;
  context.imageSmoothingQuality = "high";
  context.drawImage(panel.picture, left, box.y, right - left, box.h);
}

function drawArea(context, panel, box, x, look, lit) {
  const { times, values, names } = panel;
  const n = times.length;
  const under = new Float32Array(n);
  const y = (share) => box.y + box.h * (1 - share);
  const edge = (tops, backwards) => {
    const order = backwards ? [n - 1, -1, -1] : [0, n, 1];
    context.lineTo(backwards ? box.x + box.w : box.x, y(tops[order[0]]));
    for (let i = order[0]; i !== order[1]; i += order[2]) context.lineTo(x(times[i]), y(tops[i]));
    context.lineTo(backwards ? box.x : box.x + box.w, y(tops[backwards ? 0 : n - 1]));
  };
  names.forEach((_, series) => {
    const over = under.map((low, i) => low + values[series * n + i]);
    context.beginPath();
    edge(over, false);
    edge(under, true);
    context.closePath();
    context.globalAlpha = lit < 0 || lit === series ? 1 : 0.28;
    context.fillStyle = panel.series_colours[series];
    context.fill();
    context.globalAlpha = 1;
    context.beginPath();
    over.forEach((top, i) => {
      const open = (top - under[i]) * box.h > 1.5 && top < 0.995;
      if (open) context.lineTo(x(times[i]), y(top));
      else context.moveTo(x(times[i]), y(top));
    });
    context.strokeStyle = look.background; // a seam tells neighbours apart without their colours
    context.lineWidth = 0.8;
    context.stroke();
    if (lit < 0 || lit === series) drawName(context, names[series], under, over, times, box, x, y, look);
    under.set(over);
  });
}

// The series' name inside its own area, where that is high enough for long enough.
function drawName(context, name, under, over, times, box, x, y, look) {
  context.font = font(look, 12, 600);
  const half = context.measureText(name).width / 2 + 6;
  let best = { room: 17 };
  const stride = Math.ceil(times.length / 100);
  for (let i = 0; i < times.length; i += stride) {
    const centre = Math.min(Math.max(x(times[i]), box.x + half), box.x + box.w - half);
    let [top, bottom] = [-Infinity, Infinity];
    for (let j = 0; j < times.length; j++) {
      if (Math.abs(x(times[j]) - centre) > half && j !== i) continue;
      top = Math.max(top, y(over[j]));
      bottom = Math.min(bottom, y(under[j]));
    }
    if (bottom - top > best.room) best = { room: bottom - top, centre, middle: (top + bottom) / 2 };
  }
  if (!best.centre) return;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = "#fff";
  context.shadowColor = "rgba(0,0,0,.55)";
  context.shadowBlur = 3;
  context.fillText(name, best.centre, best.middle);
  context.shadowBlur = 0;
}

function drawLines(context, panel, box, x, lit) {
  const { times, values, names, levels, low, high } = panel;
  const n = times.length;
  const y = (value) => box.y + box.h * (1 - (value - low) / (high - low));
  names.forEach((_, series) => {
    context.strokeStyle = panel.series_colours[series];
    context.globalAlpha = lit < 0 || lit === series ? 1 : 0.25;
    if (levels[series] !== null) {
      context.setLineDash([2, 4]);
      context.lineWidth = 1.2;
      line(context, box.x, y(levels[series]), box.x + box.w, y(levels[series]));
      context.setLineDash([]);
    }
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(box.x, y(values[series * n]));
    for (let i = 0; i < n; i++) context.lineTo(x(times[i]), y(values[series * n + i]));
    context.lineTo(box.x + box.w, y(values[series * n + n - 1]));
    context.stroke();
  });
  context.globalAlpha = 1;
}

function drawWave(context, panel, box, x, look) {
  const n = panel.lowest.length;
  const y = (value) => box.y + (box.h / 2) * (1 - (value / panel.reach) * 0.96);
  const at = (i) => x(panel.start + ((i + 0.5) / n) * (panel.end - panel.start));
  context.beginPath();
  for (let i = 0; i < n; i++) context.lineTo(at(i), y(panel.highest[i]) - 0.4);
  for (let i = n - 1; i >= 0; i--) context.lineTo(at(i), y(panel.lowest[i]) + 0.4);
  context.closePath();
  context.fillStyle = look.accent;
  context.fill();
}

// The vertical axis. Its title stands above it, so that no width is lost to turned text.
function drawHeights(context, panel, box, look) {
  const reach = panel.reach ?? 1; // of a waveform
  const place = {
    image: (row) => box.y + box.h * (1 - (row + 0.5) / panel.n_rows),
    area: (share) => box.y + box.h * (1 - share),
    line: (value) => box.y + box.h * (1 - (value - panel.low) / (panel.high - panel.low)),
    wave: (value) => box.y + (box.h / 2) * (1 - (value / reach) * 0.96),
  }[panel.kind];
  const ticks = {
    image: panel.y_ticks,
    line: panel.y_ticks,
    area: [[0, "0"], [0.5, "50"], [1, "100"]],
    wave: [-reach, 0, reach].map((value) => [value, number(value, 0)]),
  }[panel.kind];
  context.textBaseline = "middle";
  context.textAlign = "right";
  context.font = font(look, 11);
  context.fillStyle = context.strokeStyle = look.muted;
  context.lineWidth = 1;
  let free = Infinity;
  for (const [value, label] of ticks) {
    const y = place(value);
    const written = Math.min(Math.max(y, box.y + 5), box.y + box.h - 5);
    if (written > free) continue; // would touch the label below
    line(context, box.x - 4, y, box.x - 1, y);
    context.fillText(label, box.x - 7, written);
    free = written - 13;
  }
  context.textAlign = "left";
  context.fillText(panel.y_title, 0, box.y - 11);
}

function drawTimes(context, box, x, view, labelled) {
  const { duration, look } = view;
  const fits = (step) => (step / duration) * box.w >= 56;
  const step = STEPS.find(fits) ?? STEPS[STEPS.length - 1];
  const digits = step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
  const long = duration >= 90;
  context.font = font(look, 11);
  context.textBaseline = "top";
  context.textAlign = "center";
  context.fillStyle = context.strokeStyle = look.muted;
  context.lineWidth = 1;
  for (let i = 0; i * step <= duration * (1 + 1e-6); i++) {
    const at = x(i * step);
    line(context, at, box.y + box.h + 1, at, box.y + box.h + 4);
    if (labelled) {
      context.fillText(long ? clock(i * step) : number(i * step, digits), at, box.y + box.h + 7);
    }
  }
  if (!labelled) return;
  context.fillText(long ? "Time (min:s)" : "Time (s)", box.x + box.w / 2, box.y + box.h + GAP.ticks + 1);
}

function drawBar(context, panel, box, width, { look, maps }) {
  const x = box.x + box.w + 10;
  const colours = maps[panel.colours];
  const gradient = context.createLinearGradient(0, box.y + box.h, 0, box.y);
  colours.forEach((colour, i) => gradient.addColorStop(i / (colours.length - 1), colour));
  context.fillStyle = gradient;
  context.beginPath();
  context.roundRect(x, box.y, 9, box.h, 3);
  context.fill();
  context.fillStyle = look.muted;
  context.font = font(look, 11);
  context.textAlign = "left";
  context.textBaseline = "middle";
  const { low, high, clipped } = panel;
  const values = [low, (low + high) / 2, high];
  const digits = high - low >= 10 || values.every(Number.isInteger) ? 0 : 1;
  const signs = [clipped[0] ? "≤" : "", "", clipped[1] ? "≥" : ""];
  values.forEach((value, i) => {
    const y = box.y + 6 + (box.h - 12) * (1 - i / 2);
    context.fillText(signs[i] + number(value, digits), x + 14, y);
  });
  context.textAlign = "right";
  context.fillText(panel.unit, width, box.y - 11);
}

function drawChip(context, chip, plan, colour, look) {
  const y = plan.chipsTop + chip.row * CHIP_HEIGHT + CHIP_HEIGHT / 2;
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(chip.x, y - 5, 10, 10, 3);
  context.fill();
  context.fillStyle = look.text;
  context.font = font(look, 12);
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(chip.name, chip.x + 15, y + 0.5);
}

function line(context, x0, y0, x1, y1) {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
