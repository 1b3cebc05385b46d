// The player: one sound, one clock, a stack of panels. Streamlit calls the function at the end
// after every rerun and every change of theme; the sound plays on through both. The last of the
// files that player.py joins into one module.

const RETRIES = 4;
const REPORT_AFTER = 250; // ms without another seek before Python hears of it
const REPORT_FRAME_AFTER = 60; // the same where Python draws the frame that stands there
const REPORTED = 100; // of a second: as fine as an address tells the moment

let sounding = null; // the one player on the page that sounds

class Player {
  constructor(root) {
    this.root = root;
    this.stage = make("div", "player", { role: "group" });
    this.head = make("div", "head");
    this.list = make("div", "panels");
    this.note = make("p", "note", { role: "status" });
    this.stage.append(this.head, this.note, this.list);
    root.append(this.stage);
    this.audio = new Audio();
    this.audio.preload = "auto";
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.clicked = null;
    this.failures = 0;
    this.versions = [];
    this.chosen = 0;
    this.buildHead();
    this.listen();
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(this.list);
  }

  buildHead() {
    this.button = make("button", "play", { type: "button" });
    this.button.onclick = () => this.toggle();
    this.clock = make("output", "clock");
    this.volume = make("input", "", { type: "range", min: 0, max: 1, step: 0.01, value: 1 });
    this.volume.ariaLabel = "Volume";
    this.volume.oninput = () => (this.audio.volume = this.volume.value);
    this.loudness = make("label", "volume");
    this.loudness.append(icon("sound"), this.volume);
    this.saveAll = saver("Save all panels as one PNG", () => this.save(this.panels));
    this.saveAll.prepend("Save all");
    this.choice = make("div", "choice", { role: "group", ariaLabel: "Version of the sound" });
    this.head.append(this.button, this.clock, this.choice, this.loudness, this.saveAll);
  }

  listen() {
    const { audio, stage } = this;
    audio.onplay = () => {
      if (sounding !== this) sounding?.audio.pause();
      sounding = this;
      this.showState();
      this.follow();
    };
    audio.onpause = audio.onended = () => this.showState();
    audio.onseeked = audio.ontimeupdate = () => this.showTime();
    audio.oncanplay = () => {
      this.failures = 0;
      this.say("");
    };
    audio.onerror = () => this.recover();
    stage.onkeydown = (event) => this.press(event);
  }

  // ---- what Python sends --------------------------------------------------------------------

  update({ data, setStateValue }) {
    const sent = unpack(data);
    this.report = (seconds) => setStateValue("chosen", [seconds, Date.now()]);
    const shown = `${sent.version} ${sent.duration} ${sent.name} ${sent.span}`;
    if (shown !== this.shown) this.take(sent);
    const given = JSON.stringify(sent.versions);
    if (given !== this.given) this.load(sent);
    this.given = given;
    const [number, at] = sent.order ?? [];
    if (number !== undefined && number !== this.order) this.seek(at);
    this.order = number;
    this.head.hidden = !this.sound && sent.panels.length < 2;
    const look = lookOf(this.stage);
    const drawn = shown + Object.values(look);
    if (drawn === this.drawn) return;
    Object.assign(this, { shown, look, drawn });
    this.draw();
  }

  take(sent) {
    this.panels = sent.panels;
    this.duration = sent.duration;
    this.span = sent.span;
    this.view = { duration: sent.duration, maps: sent.maps };
    this.view.bar = sent.panels.some((panel) => panel.kind === "image");
    this.view.labels = sent.panels.flatMap((panel) => panel.y_ticks ?? []).map(([, label]) => label);
    this.name = sent.name;
    this.stage.ariaLabel = sent.name;
    this.frames = sent.panels.map((panel) => new (frameOf(panel))(this, panel));
    this.list.replaceChildren(...this.frames.map((frame) => frame.figure));
    this.saveAll.hidden = sent.panels.length < 2;
  }

  load({ versions, playing, order }) {
    const known = (one, i) => one.label === this.versions[i]?.label;
    const another = versions.length > 1 && versions.every(known);
    this.versions = versions;
    if (another) return this.swap(versions[this.chosen].sound);
    const sound = versions[0]?.sound;
    this.sound = sound;
    this.chosen = 0;
    this.failures = 0;
    const place = order ? this.clicked : null; // what the page keeps stays through a new sound
    this.clicked = null;
    this.button.hidden = this.clock.hidden = this.loudness.hidden = !sound;
    this.offer();
    this.audio.pause();
    if (sound) this.audio.src = sound;
    else this.audio.removeAttribute("src");
    if (place !== null) this.seek(place);
    if (sound && playing) this.start();
    this.showState();
  }

  // Buttons for the versions of the sound, where there are some to choose from.
  offer() {
    this.choice.hidden = this.versions.length < 2;
    const buttons = this.versions.map(({ label }, i) => {
      const button = make("button", "version", { type: "button", textContent: label });
      button.ariaPressed = i === this.chosen;
      button.onclick = () => this.pick(i);
      return button;
    });
    this.choice.replaceChildren(...(this.choice.hidden ? [] : buttons));
  }

  pick(index) {
    this.chosen = index;
    this.swap(this.versions[index].sound);
    [...this.choice.children].forEach((button, i) => (button.ariaPressed = i === index));
  }

  // Another version of the sound: from the same moment, and playing if the last one was.
  swap(sound) {
    if (sound === this.sound) return;
    const { currentTime, paused } = this.audio;
    this.sound = sound;
    this.audio.src = sound;
    this.audio.currentTime = currentTime;
    if (!paused) this.start();
  }

  // A connection that broke comes back, as a rule: ask again, and wait longer each time.
  recover() {
    if (!this.sound) return;
    if (++this.failures > RETRIES) {
      this.say("The sound could not be loaded. Reload the page to try again.");
      return;
    }
    const { sound } = this;
    const { currentTime, paused } = this.audio;
    setTimeout(() => {
      if (this.sound !== sound) return;
      this.audio.load();
      this.audio.currentTime = currentTime;
      if (!paused) this.start();
    }, 300 * 2 ** this.failures);
  }

  // ---- the clock ----------------------------------------------------------------------------

  start() {
    this.audio.play().catch((reason) => {
      if (reason.name === "NotAllowedError") this.say("Press play to hear the sound.");
    });
  }

  toggle() {
    if (!this.sound) return;
    if (this.audio.paused) this.start();
    else this.audio.pause();
  }

  now() {
    return this.sound ? this.audio.currentTime : this.clicked;
  }

  seek(seconds) {
    this.clicked = Math.min(Math.max(0, seconds), this.duration);
    if (this.sound) this.audio.currentTime = this.clicked;
    this.showTime();
  }

  // A seek by the reader: Python hears of the last of a quick row of them.
  choose(seconds) {
    this.seek(seconds);
    clearTimeout(this.waiting);
    const last = Math.floor(this.duration * REPORTED);
    this.waiting = setTimeout(
      () => this.report(Math.min(Math.round(this.clicked * REPORTED), last) / REPORTED),
      this.span ? REPORT_FRAME_AFTER : REPORT_AFTER,
    );
  }

  press(event) {
    if (event.target === this.volume || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 10 : 1;
    const now = this.now() ?? 0;
    const keys = {
      ArrowLeft: () => this.choose(now - step),
      ArrowRight: () => this.choose(now + step),
      Home: () => this.choose(0),
      End: () => this.choose(this.duration),
      " ": () => event.target.closest("button") ?? this.toggle(),
    };
    if (!keys[event.key]) return;
    if (!(event.key === " " && event.target.closest("button"))) event.preventDefault();
    keys[event.key]();
  }

  follow() {
    if (this.audio.paused || this.still.matches) return; // then `timeupdate` moves it, calmly
    this.showTime();
    requestAnimationFrame(() => this.follow());
  }

  showState() {
    const { paused } = this.audio;
    this.button.replaceChildren(icon(paused ? "play" : "pause"));
    this.button.ariaLabel = this.button.title = paused ? "Play" : "Pause";
    this.showTime();
  }

  showTime() {
    const now = this.now();
    const text = `${clock(now ?? 0, 1)} / ${clock(this.duration, 1)}`;
    if (this.clock.value !== text) this.clock.value = text;
    for (const frame of this.frames) frame.showTime(now);
  }

  say(text) {
    if (this.note.textContent !== text) this.note.textContent = text;
  }

  // ---- pictures -----------------------------------------------------------------------------

  draw() {
    const width = this.frames?.[0].plot.clientWidth; // of the picture, without what is beside it
    if (!width || !this.look) return;
    Object.assign(this.view, { look: this.look, width, scale: devicePixelRatio });
    this.frames.forEach((frame) => frame.draw());
    this.showTime();
  }

  hover(seconds) {
    for (const frame of this.frames) frame.showHair(seconds);
  }

  // Panels on one canvas with titles and axes, twice as fine as the page.
  save(panels) {
    const view = { ...this.view, width: Math.max(900, this.view.width), scale: 2 };
    const plans = panels.map((panel) => layout(panel, view.width, view, true));
    const canvas = document.createElement("canvas");
    canvas.width = (view.width + 32) * view.scale;
    canvas.height = (plans.reduce((sum, plan) => sum + plan.height + 38, 0) + 20) * view.scale;
    const context = canvas.getContext("2d");
    context.fillStyle = view.look.background;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.scale(view.scale, view.scale);
    context.translate(16, 16);
    plans.forEach((plan, i) => {
      context.font = font(view.look, 14, 600);
      context.fillStyle = view.look.text;
      context.textAlign = "left";
      context.textBaseline = "top";
      context.fillText(panels[i].title, 0, 0);
      context.translate(0, 24);
      drawPanel(context, panels[i], plan, view, { last: true });
      context.translate(0, plan.height + 14);
    });
    const title = panels.length > 1 ? this.name : panels[0].title;
    canvas.toBlob((blob) => download(blob, title));
  }

  remove() {
    clearTimeout(this.waiting);
    this.watcher.disconnect();
    this.sound = null;
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.stage.remove();
  }
}

const players = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  if (!players.has(root)) players.set(root, new Player(root));
  const player = players.get(root);
  player.update(component);
  return () => {
    players.delete(root);
    player.remove();
  };
}
