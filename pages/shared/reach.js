// What finger and keyboard need where Streamlit and Plotly were made for a mouse: a swipe up or down
// scrolls the page wherever it begins, and nothing changes under it; a press loses no focus.
(() => {
  document.currentScript.closest("[data-testid=stElementContainer]").style.display = "none";
  if (window.earshotReach) return;
  window.earshotReach = true;
  const FINGER = 8; // px that a finger moves without meaning to
  const listen = (kind, does) => document.addEventListener(kind, does, { capture: true, passive: true });
  const fingerIn = (event, place) =>
    event.isTrusted && event.pointerType === "touch" && event.target.closest?.(place);

  // ---- charts: a finger reads them, and draws on them once it has taken a tool ------------------

  const TAKEN = "taken"; // a tool of a chart's bar, by a tap; a second one puts it back

  listen("click", ({ target }) => {
    const tool = target.closest?.(".modebar-btn[data-attr=dragmode]");
    tool?.classList.toggle(TAKEN, !tool.matches(`.active.${TAKEN}`));
  });

  // Plotly takes every touch for a drag of its own; without it, taps reach it as a mouse's clicks.
  listen("touchstart", (event) => {
    const chart = event.target.closest?.(".draglayer")?.closest(".js-plotly-plot");
    if (chart && !chart.querySelector(`.active.${TAKEN}`)) event.stopPropagation();
  });

  // It reads, and chooses, the point that the mouse was last over: so it is told where a finger is.
  const tell = (event) => {
    if (!fingerIn(event, ".nsewdrag")) return;
    const { target, clientX, clientY } = event;
    target.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true }));
  };
  listen("pointerdown", tell);
  listen("pointermove", tell);

  // ---- 3-D charts: a finger that sets out sideways turns them, one that sets out up or down scrolls

  let down = null; // where a finger touched one, until it is known what it wants

  const onScene = (does) => (event) => {
    if (event.isTrusted && event.target.closest?.(".gl-container")) does(event, event.changedTouches[0]);
  };
  listen("touchstart", onScene((event, touch) => {
    event.stopPropagation();
    down = touch;
  }));
  listen("touchmove", onScene((event, touch) => {
    if (!down) return;
    const across = Math.abs(touch.clientX - down.clientX);
    const turns = across > FINGER && across > Math.abs(touch.clientY - down.clientY);
    if (!turns) return event.stopPropagation();
    event.target.dispatchEvent(new TouchEvent("touchstart", { changedTouches: [down], bubbles: true }));
    down = null;
  }));

  // ---- sliders: they wait until a finger has moved sideways, or was lifted ----------------------

  const SLIDER = "[data-testid=stSlider] [role=group]";
  let held = null;

  listen("pointerdown", (event) => {
    if (!fingerIn(event, SLIDER)) return;
    event.stopPropagation();
    held = event;
  });
  listen("touchstart", (event) => {
    if (event.target.closest?.(SLIDER)) event.stopPropagation();
  });
  listen("pointermove", (event) => {
    if (held?.pointerId !== event.pointerId) return;
    if (Math.abs(event.clientX - held.clientX) > FINGER) handOver();
  });
  listen("pointerup", (event) => {
    if (held?.pointerId === event.pointerId) handOver();
  });
  listen("pointercancel", () => (held = null)); // the browser scrolls

  function handOver() {
    const { target } = held;
    const again = new PointerEvent("pointerdown", held);
    held = null;
    target.dispatchEvent(again);
  }

  // ---- the keyboard: where a pressed button gave way to another one, that one is focused ---------

  const STATE = "data-test-script-state";
  const CONTROLS = "[data-testid=stMain] :is(a[href], button, input, summary):enabled";
  let pressed = null;

  listen("keydown", ({ target }) => (pressed = { target, box: target.getBoundingClientRect(), page: location.pathname }));
  listen("pointerdown", () => (pressed = null));
  new MutationObserver(([{ target }]) => {
    const lost = document.activeElement === document.body && pressed && !pressed.target.isConnected;
    if (!lost || target.getAttribute(STATE) !== "notRunning") return;
    if (pressed.page === location.pathname) nearest(pressed.box)?.focus({ preventScroll: true });
    pressed = null;
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: [STATE] });

  function nearest(box) {
    const away = (control) => {
      const { left, top } = control.getBoundingClientRect();
      return Math.hypot(left - box.left, top - box.top);
    };
    const seen = [...document.querySelectorAll(CONTROLS)].filter((control) => control.checkVisibility());
    return seen.sort((a, b) => away(a) - away(b))[0];
  }
})();
