// Texts on the page, in components too, with less contrast to what is behind them than WCAG asks:
// 4.5 to 1, or 3 where they are large. Not what is drawn into a canvas, nor what is switched off.
() => {
  const reader = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    reader.clearRect(0, 0, 1, 1);
    reader.fillStyle = colour;
    reader.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = reader.getImageData(0, 0, 1, 1).data;
    return [[r, g, b], a / 255];
  };
  const over = (front, share, back) => front.map((v, i) => share * v + (1 - share) * back[i]);
  const linear = (v) => (v <= 0.04045 * 255 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const above = (element) => element.parentElement ?? element.getRootNode().host;

  // What is behind an element's text, and how much of the text itself is let through.
  const ground = (element) => {
    const chain = [];
    for (let e = element; e; e = above(e)) chain.unshift(getComputedStyle(e));
    let [back, opacity] = [[255, 255, 255], 1];
    for (const style of chain) {
      const [colour, share] = rgba(style.backgroundColor);
      back = over(colour, share, back);
      opacity *= style.opacity;
    }
    return [back, opacity];
  };

  const off = "[disabled], [aria-disabled=true], [data-disabled], script, style, noscript";
  const shown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.getBoundingClientRect().width * element.getBoundingClientRect().height > 1 &&
    !element.closest(off);

  const found = new Map();
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) look(element.shadowRoot);
      const text = [...element.childNodes].filter((n) => n.nodeType === 3 && n.data.trim());
      if (!text.length || !shown(element)) continue;
      const style = getComputedStyle(element);
      const [colour, share] = rgba(element instanceof SVGElement ? style.fill : style.color);
      const [back, opacity] = ground(element);
      const [dark, light] = [luminance(over(colour, share * opacity, back)), luminance(back)].sort(
        (a, b) => a - b,
      );
      const ratio = (light + 0.05) / (dark + 0.05);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
      const place = element.closest("[data-testid]")?.dataset.testid ?? element.className;
      if (ratio < (large ? 3 : 4.5)) found.set(`${place} ${ratio.toFixed(2)}`, text[0].data.trim());
    }
  };
  look(document.body);
  return [...found].map(([what, text]) => `${what}: ${text.slice(0, 40)}`);
}
