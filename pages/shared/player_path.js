// A panel without an axis of time: a path through a plane of points, and a dot that follows it.

const NEAR = 24; // px from the path within which a press seeks
const LINE = 12; // px from a name to the one below it

function frameOf(panel) {
  return panel.kind === "path" ? PathFrame : Frame;
}

// From values of the plane to pixels of the canvas.
function onPlane(panel, box) {
  const x = (value) => box.x + ((value - panel.x_low) / (panel.x_high - panel.x_low)) * box.w;
  const y = (value) => box.y + box.h * (1 - (value - panel.y_low) / (panel.y_high - panel.y_low));
  return { x, y };
}

function drawPath(context, panel, plan, view) {
  const { box } = plan;
  const { look } = view;
  const { x, y } = onPlane(panel, box);
  context.save();
  context.beginPath();
  context.roundRect(box.x, box.y, box.w, box.h, 3);
  context.fillStyle = look.surface;
  context.fill();
  context.clip();
  if (panel.labels.length) drawCross(context, box, x, y, look);
  context.globalAlpha = 0.5;
  panel.x.forEach((value, i) => {
    context.fillStyle = panel.colours[panel.groups[i]];
    disc(context, x(value), y(panel.y[i]), 3.5);
  });
  context.globalAlpha = 1;
  drawSteps(context, panel, x, y, look);
  drawNames(context, panel, box, x, y, look);
  context.restore();
  drawPlaneTitles(context, panel, box, look);
  plan.chips.forEach((chip, i) => drawChip(context, chip, plan, panel.colours[i], look));
}

function drawCross(context, box, x, y, look) {
  context.strokeStyle = look.muted;
  context.globalAlpha = 0.4;
  context.lineWidth = 1;
  line(context, x(0), box.y, x(0), box.y + box.h);
  line(context, box.x, y(0), box.x + box.w, y(0));
}

// Each point's name beside it, towards the middle, and lower where another name stands.
function drawNames(context, panel, box, x, y, look) {
  context.font = font(look, 11);
  context.fillStyle = look.text;
  context.textBaseline = "middle";
  context.textAlign = "left";
  const taken = [];
  const order = panel.labels.map((_, i) => i).sort((a, b) => panel.y[b] - panel.y[a]);
  for (const i of order) {
    const wide = context.measureText(panel.labels[i]).width;
    const rightHalf = x(panel.x[i]) > box.x + box.w / 2;
    const left = rightHalf ? x(panel.x[i]) - wide - 7 : x(panel.x[i]) + 7;
    let top = y(panel.y[i]);
    const beside = (other) => left < other.right && other.left < left + wide;
    // Less than a line by more than rounding can be, or a name that has moved would hit for ever.
    const hit = (other) => beside(other) && Math.abs(top - other.top) < LINE - 0.5;
    for (let other; (other = taken.find(hit)); ) top = other.top + LINE;
    taken.push({ left, right: left + wide, top });
    context.fillText(panel.labels[i], left, top);
  }
}

// The path: faint where it begins and strong where it ends, a ring at its beginning.
function drawSteps(context, panel, x, y, look) {
  const { path_x: across, path_y: along } = panel;
  const last = across.length - 1;
  context.lineJoin = context.lineCap = "round";
  for (let i = 0; i < last; i++) {
    context.strokeStyle = look.text;
    context.globalAlpha = 0.25 + 0.7 * (i / last);
    context.lineWidth = 2;
    line(context, x(across[i]), y(along[i]), x(across[i + 1]), y(along[i + 1]));
  }
  context.globalAlpha = 1;
  context.strokeStyle = look.text;
  context.beginPath();
  context.arc(x(across[0]), y(along[0]), 6, 0, 2 * Math.PI);
  context.stroke();
  context.fillStyle = look.text;
  disc(context, x(across[last]), y(along[last]), 4);
}

function drawPlaneTitles(context, panel, box, look) {
  context.font = font(look, 11);
  context.fillStyle = look.muted;
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.fillText(`↑ ${panel.y_title}`, 0, box.y - 11);
  context.textAlign = "right";
  context.textBaseline = "top";
  context.fillText(`${panel.x_title} →`, box.x + box.w, box.y + box.h + 7);
}

function disc(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

class PathFrame extends Frame {
  constructor(player, panel) {
    super(player, panel);
    this.head.classList.add("dot");
    this.hair.classList.add("dot");
    this.plot.ariaLabel = `${panel.title}: position in time`;
  }

  draw() {
    super.draw();
    for (const dot of [this.head, this.hair]) dot.style.top = dot.style.height = "0";
  }

  // Where the path is at a time, between the moments that are known.
  place(seconds) {
    const { times, path_x: across, path_y: along } = this.panel;
    const { x, y } = onPlane(this.panel, this.plan.box);
    const last = times.length - 1;
    const next = times.findIndex((time) => time > seconds);
    if (next === 0) return [x(across[0]), y(along[0])];
    if (next < 0) return [x(across[last]), y(along[last])];
    const share = (seconds - times[next - 1]) / (times[next] - times[next - 1]);
    const between = (values) => values[next - 1] + share * (values[next] - values[next - 1]);
    return [x(between(across)), y(between(along))];
  }

  slide(dot, seconds) {
    const [x, y] = this.place(seconds);
    dot.style.transform = `translate(${x}px, ${y}px)`;
  }

  // The moment of the path that lies nearest to where the reader points.
  nearest(event) {
    const { times, path_x: across, path_y: along } = this.panel;
    const { x, y } = onPlane(this.panel, this.plan.box);
    const from = this.canvas.getBoundingClientRect();
    const [left, top] = [event.clientX - from.left, event.clientY - from.top];
    const gaps = Array.from(times, (_, i) => Math.hypot(x(across[i]) - left, y(along[i]) - top));
    const i = gaps.indexOf(Math.min(...gaps));
    return { left, top, height: 0, seconds: times[i], gap: gaps[i] };
  }

  point(event) {
    return this.nearest(event);
  }

  inside(event) {
    return this.nearest(event).gap <= NEAR;
  }
}
