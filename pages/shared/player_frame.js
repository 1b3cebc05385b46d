// One panel on the page, and the small makers of elements that it shares with the player.

const FINGER = 8; // px that a finger moves without meaning to

// A panel: its title row, its canvas, and the lines and the readout above it.
class Frame {
  constructor(player, panel) {
    Object.assign(this, { player, panel, lit: -1 });
    this.figure = make("figure", "panel");
    this.current = make("span", "current");
    const save = saver(`Save ${panel.title} as PNG`, () => player.save([panel]));
    const caption = make("figcaption");
    caption.append(make("span", "title", { textContent: panel.title }), this.current, save);
    this.plot = make("div", "plot", { tabIndex: 0, role: "slider", ariaValueMin: 0 });
    this.plot.ariaLabel = `${panel.title}: position in time`;
    this.plot.ariaValueMax = player.duration;
    this.canvas = make("canvas");
    this.head = make("div", "playhead", { hidden: true });
    this.hair = make("div", "hair", { hidden: true });
    this.lens = make("div", "lens", { hidden: true }); // the frame around the playhead
    this.tip = make("div", "tip", { hidden: true });
    this.plot.append(this.canvas, this.lens, this.hair, this.head, this.tip);
    this.figure.append(caption, this.plot);
    if (panel.beside) this.figure.append(make("div", "beside", { innerHTML: panel.beside }));
    this.listen();
  }

  listen() {
    const { plot, player } = this;
    plot.onpointerdown = (event) => {
      if (event.button || !this.inside(event)) return;
      plot.setPointerCapture(event.pointerId);
      this.pressed = event;
      if (!touched(event)) player.choose(this.point(event).seconds);
    };
    // A finger seeks when it is lifted or moves sideways: upwards it scrolls the page.
    plot.onpointerup = (event) => {
      const held = plot.hasPointerCapture(event.pointerId);
      if (held && touched(event)) player.choose(this.point(event).seconds);
    };
    plot.onpointermove = (event) => {
      const held = plot.hasPointerCapture(event.pointerId);
      if (held && this.drags(event)) player.choose(this.point(event).seconds);
      if (this.inside(event)) this.showTip(event);
      else this.leave();
    };
    plot.onpointerleave = plot.onpointercancel = () => this.leave();
  }

  drags(event) {
    const sideways = Math.abs(event.clientX - this.pressed.clientX);
    const along = Math.abs(event.clientY - this.pressed.clientY);
    return !touched(event) || sideways > Math.max(FINGER, along);
  }

  point(event) {
    const { box } = this.plan;
    const from = this.canvas.getBoundingClientRect();
    const left = event.clientX - from.left;
    const top = event.clientY - from.top;
    const share = Math.min(Math.max((left - box.x) / box.w, 0), 1);
    const height = 1 - Math.min(Math.max((top - box.y) / box.h, 0), 1);
    return { left, top, height, seconds: share * this.player.duration };
  }

  inside(event) {
    const { box } = this.plan;
    const { left, top } = this.point(event);
    return left >= box.x - 6 && left <= box.x + box.w + 6 && top >= box.y && top <= box.y + box.h;
  }

  showTip(event) {
    const { left, top, height, seconds } = this.point(event);
    const { text, series = -1 } = read(this.panel, seconds, height);
    this.tip.textContent = `${moment(seconds, this.player.duration)} · ${text}`;
    this.tip.hidden = false;
    const half = this.tip.offsetWidth / 2;
    const x = Math.min(Math.max(left, half), this.plan.width - half);
    const y = top > 52 ? top - 38 : top + 22;
    this.tip.style.transform = `translate(${x - half}px, ${y}px)`;
    this.light(series);
    this.player.hover(seconds);
  }

  leave() {
    this.tip.hidden = true;
    this.light(-1);
    this.player.hover(null);
  }

  light(series) {
    if (series === this.lit) return;
    this.lit = series;
    this.draw();
  }

  draw() {
    const { view, frames } = this.player;
    const last = this === frames[frames.length - 1];
    this.plan = layout(this.panel, view.width, view, last);
    const { width, height, box } = this.plan;
    this.canvas.width = Math.round(width * view.scale);
    this.canvas.height = Math.round(height * view.scale);
    this.canvas.style.height = `${height}px`;
    const context = this.canvas.getContext("2d");
    context.scale(view.scale, view.scale);
    drawPanel(context, this.panel, this.plan, view, { last, lit: this.lit });
    for (const line of [this.head, this.hair, this.lens]) {
      line.style.top = `${box.y}px`;
      line.style.height = `${box.h}px`;
    }
  }

  showTime(now) {
    this.head.hidden = now === null;
    if (now === null || !this.plan) return;
    this.slide(this.head, now);
    this.showLens(now);
    const text = `${number(now, 1)} s`;
    if (this.plot.ariaValueText === text) return; // ten times a second is enough for words
    this.plot.ariaValueNow = number(now, 1);
    this.plot.ariaValueText = text;
    if (this.panel.names) this.current.textContent = highest(this.panel, now);
  }

  // From half a span before `now` to half a span after it, as far as the picture reaches.
  showLens(now) {
    const { span, duration } = this.player;
    this.lens.hidden = !span;
    if (!span) return;
    const from = Math.max(now - span / 2, 0);
    const share = (Math.min(now + span / 2, duration) - from) / duration;
    this.lens.style.width = `${Math.max(share * this.plan.box.w, 1)}px`;
    this.slide(this.lens, from);
  }

  showHair(seconds) {
    this.hair.hidden = seconds === null;
    if (seconds !== null) this.slide(this.hair, seconds);
  }

  slide(line, seconds) {
    const { box } = this.plan;
    const share = Math.min(seconds / this.player.duration, 1);
    line.style.transform = `translateX(${box.x + share * box.w}px)`;
  }
}

function touched(event) {
  return event.pointerType === "touch";
}

// ---- small makers -----------------------------------------------------------------------------

const ICONS = {
  play: "M8 5.1v13.8a.6.6 0 0 0 .92.5l10.9-6.9a.6.6 0 0 0 0-1L8.92 4.6A.6.6 0 0 0 8 5.1z",
  pause: "M7 5h3.6v14H7zM13.4 5H17v14h-3.6z",
  sound: "M4 9.5v5h3.5L12 19V5L7.5 9.5zM15 8.6a4.6 4.6 0 0 1 0 6.8M17.4 6a8.2 8.2 0 0 1 0 12",
  save: "M12 4v10m0 0 4-4m-4 4-4-4M5 18.5h14",
};

function make(tag, name = "", properties = {}) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  const { role, ...others } = properties;
  if (role) element.setAttribute("role", role);
  return Object.assign(element, others);
}

function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", `icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  drawing.append(path);
  return drawing;
}

function saver(label, save) {
  const button = make("button", "save", { type: "button", title: label, ariaLabel: label });
  button.append(icon("save"));
  button.onclick = save;
  return button;
}

function download(blob, title) {
  const link = make("a", "", { href: URL.createObjectURL(blob) });
  link.download = `${title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function lookOf(element) {
  const style = getComputedStyle(element);
  const value = (name) => style.getPropertyValue(name).trim();
  return {
    text: value("--st-text-color"),
    muted: getComputedStyle(element.querySelector(".clock")).color,
    background: value("--st-background-color"),
    surface: value("--st-secondary-background-color"),
    accent: value("--st-primary-color"),
    font: style.fontFamily,
  };
}
