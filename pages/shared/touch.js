// What a finger needs where Streamlit and Plotly were made for a mouse: a swipe up or down scrolls
// the page wherever it begins, and nothing changes under it.
(() => {
  document.currentScript.closest("[data-testid=stElementContainer]").style.display = "none";
  if (window.earshotTouch) return;
  window.earshotTouch = true;
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
})();
