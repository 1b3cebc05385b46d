// Plays a second of the song whose point is pointed at on a Plotly chart: asks Python for it once,
// and keeps it. Streamlit calls the function at the end after every rerun.

const SETTLE = 120; // ms that the mouse rests on a point before it is heard
const LOOK = 500; // ms between looks for the chart, which Streamlit may have drawn anew

class Pointed {
  constructor() {
    this.sounds = new Map();
    this.audio = new Audio();
    this.looking = setInterval(() => this.attach(), LOOK);
  }

  update({ data, setStateValue }) {
    this.chart = data.chart;
    this.ask = (song) => setStateValue("asked", song);
    if (data.song) this.sounds.set(data.song, data.sound);
    if (data.song && data.song === this.wanted) this.play(data.song);
    this.attach();
  }

  attach() {
    const plot = document.querySelector(`.st-key-${this.chart} .js-plotly-plot`);
    if (!plot?.on || plot === this.plot) return;
    this.plot = plot;
    plot.on("plotly_hover", ({ points }) => this.point(points[0]?.customdata));
    plot.on("plotly_unhover", () => this.leave());
  }

  point(given) {
    const song = Array.isArray(given) ? given[0] : given;
    if (typeof song !== "string" || this.removed) return;
    this.wanted = song;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      if (this.sounds.has(song)) this.play(song);
      else this.ask(song);
    }, SETTLE);
  }

  leave() {
    clearTimeout(this.waiting);
    this.wanted = null;
    this.audio.pause();
  }

  play(song) {
    const sound = this.sounds.get(song);
    if (!sound) return;
    this.audio.src = `data:audio/wav;base64,${sound}`;
    this.audio.play().catch(() => {}); // a browser that was not clicked yet stays silent
  }

  remove() {
    this.removed = true;
    clearInterval(this.looking);
    this.leave();
  }
}

const made = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  if (!made.has(root)) made.set(root, new Pointed());
  made.get(root).update(component);
  return () => {
    made.get(root)?.remove();
    made.delete(root);
  };
}
