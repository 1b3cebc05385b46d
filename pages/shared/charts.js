// Plotly chooses the point that the mouse was last over, and a finger is over none before it taps:
// each tap would choose the point of the tap before. So Plotly hears of a finger where it comes down.
(() => {
  document.currentScript.closest("[data-testid=stElementContainer]").style.display = "none";
  if (window.earshotTaps) return;
  window.earshotTaps = true;
  const tell = ({ pointerType, target, clientX, clientY }) => {
    if (pointerType !== "touch" || !target.closest?.(".nsewdrag")) return;
    target.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true }));
  };
  document.addEventListener("pointerdown", tell, true);
  // A drag that begins within a line drawn around points would move it: it is to draw another one.
  const style = document.createElement("style");
  style.textContent = ".js-plotly-plot .selectionlayer path { pointer-events: none !important; }";
  document.head.append(style);
})();
