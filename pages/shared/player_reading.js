// Unpacks what Python sent and says in words what lies at a point of a panel.

// ---- what Python sent -------------------------------------------------------------------

function unpack(bytes) {
  const { buffer } = bytes.slice(); // a view may start anywhere; typed arrays need 4-byte steps
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const kinds = { uint8: Uint8Array, float32: Float32Array };
  const array = (value) =>
    value?.offset === undefined
      ? value
      : new kinds[value.type](buffer, 4 + length + value.offset, value.length);
  for (const panel of header.panels) {
    for (const key of Object.keys(panel)) panel[key] = array(panel[key]);
  }
  return header;
}

// ---- numbers as a reader expects them -----------------------------------------------------

function number(value, digits) {
  const text = value.toFixed(digits).replace(/^-(?=0\.?0*$)/, "").replace("-", "−");
  return digits ? text : text.replace(/\B(?=(\d{3})+$)/g, ",");
}

function clock(seconds, digits = 0) {
  const unit = 10 ** digits;
  const whole = Math.round(Math.max(0, seconds) * unit) / unit;
  const minutes = Math.floor(whole / 60);
  return `${minutes}:${(whole - 60 * minutes).toFixed(digits).padStart(digits ? 3 + digits : 2, "0")}`;
}

function moment(seconds, duration) {
  return duration < 90 ? `${number(seconds, 2)} s` : clock(seconds, 1);
}

// ---- reading a point ----------------------------------------------------------------------

// The value of every series at a time: interpolated as it is drawn.
function valuesAt({ times, values, names }, seconds) {
  const n = times.length;
  let right = times.findIndex((time) => time >= seconds);
  if (right < 0) right = n - 1;
  const left = Math.max(0, times[right] > seconds ? right - 1 : right);
  const part = right > left ? (seconds - times[left]) / (times[right] - times[left]) : 0;
  return names.map((_, s) => values[s * n + left] * (1 - part) + values[s * n + right] * part);
}

function percent(share) {
  return share < 0.005 ? "<\u00a01\u00a0%" : `${Math.round(share * 100)}\u00a0%`;
}

function told(panel, series, value) {
  if (panel.kind === "area") return `${panel.names[series]} ${percent(value)}`;
  return `${panel.names[series]} ${number(value, panel.digits)} ${panel.unit}`.trim();
}

// The series that is highest at a time, and how high.
function highest(panel, seconds) {
  const values = valuesAt(panel, seconds);
  const best = values.indexOf(Math.max(...values));
  return told(panel, best, values[best]);
}

// What lies at `seconds` and at `height` (0 bottom to 1 top): text, and the series if any.
function read(panel, seconds, height) {
  if (panel.kind === "path") return { text: "here on the path" };
  if (panel.kind === "area") {
    const shares = valuesAt(panel, seconds);
    let sum = 0;
    let series = shares.findIndex((share) => (sum += share) >= height);
    if (series < 0) series = shares.length - 1;
    return { text: told(panel, series, shares[series]), series };
  }
  if (panel.kind === "line") {
    const values = valuesAt(panel, seconds);
    const pointed = panel.low + height * (panel.high - panel.low);
    const gaps = values.map((value) => Math.abs(value - pointed));
    const series = gaps.indexOf(Math.min(...gaps));
    return { text: told(panel, series, values[series]), series };
  }
  const share = (seconds - panel.start) / (panel.end - panel.start);
  if (share < 0 || share >= 1) return { text: "no data here" };
  if (panel.kind === "wave") {
    const i = Math.floor(share * panel.lowest.length);
    return { text: `${number(panel.lowest[i], 2)} to ${number(panel.highest[i], 2)}` };
  }
  const row = Math.min(panel.n_rows - 1, Math.floor(height * panel.n_rows));
  const pixel = panel.pixels[row * panel.n_columns + Math.floor(share * panel.n_columns)];
  const sign = pixel === 255 && panel.clipped[1] ? "≥ " : pixel === 0 && panel.clipped[0] ? "≤ " : "";
  const value = panel.low + (pixel / 255) * (panel.high - panel.low);
  const digits = panel.high - panel.low < 10 ? 2 : panel.high - panel.low < 100 ? 1 : 0;
  return { text: `${panel.rows[row]} · ${sign}${number(value, digits)} ${panel.unit}`.trim() };
}
