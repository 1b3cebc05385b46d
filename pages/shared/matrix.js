// A matrix of numbered cells: a grid of buttons, one of them framed. Mouse, touch and keyboard are
// the browser's own; arrow keys walk, Enter chooses. Streamlit calls the function at the end after
// every rerun.

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function made(tag, name, properties = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  element.className = name;
  return element;
}

function rowOf(grid, header) {
  const row = made("div", "row", { role: "row" });
  row.append(header);
  grid.append(row);
  return row;
}

class Matrix {
  constructor(root) {
    this.grid = made("div", "grid", { role: "grid" });
    this.line = made("p", "line", { ariaLive: "off" });
    this.grid.onkeydown = (event) => this.walk(event);
    this.grid.onpointerleave = this.grid.onfocusout = () => this.tell(this.chosen);
    root.append(this.grid, this.line);
  }

  update({ data, setTriggerValue }) {
    this.choose = (i, j) => setTriggerValue("cell", [i, j]);
    const { chosen, ...content } = data;
    const given = JSON.stringify(content);
    if (given !== this.given) this.build(data);
    this.given = given;
    this.frame(chosen);
  }

  build({ classes, text, colours, hover, titles, clickable, name }) {
    this.hover = hover;
    const tall = made("span", "corner", { textContent: `${titles[0]} ↓` });
    const wide = made("span", "title", { textContent: `${titles[1]} →` });
    this.grid.replaceChildren(tall, wide);
    this.grid.ariaLabel = name;
    this.grid.style.setProperty("--n", classes.length);
    const head = rowOf(this.grid, made("span", "", { role: "columnheader" }));
    for (const answer of classes)
      head.append(made("span", "answer", { role: "columnheader", textContent: answer }));
    this.cells = classes.map((label, i) => {
      const row = rowOf(this.grid, made("span", "label", { role: "rowheader", textContent: label }));
      return classes.map((_, j) => this.cell(row, i, j, text[i][j], colours[i][j], clickable));
    });
  }

  cell(row, i, j, text, colour, clickable) {
    const cell = made(clickable ? "button" : "span", "cell", { role: "gridcell", tabIndex: -1 });
    cell.textContent = text;
    cell.ariaLabel = this.hover[i][j];
    cell.style.background = colour;
    if (clickable) cell.onclick = () => this.choose(i, j);
    cell.onpointerenter = cell.onfocus = () => this.tell([i, j]);
    row.append(cell);
    return cell;
  }

  frame(chosen) {
    this.chosen = chosen;
    this.cells.flat().forEach((cell) => {
      cell.ariaSelected = "false";
      cell.tabIndex = -1;
    });
    const [i, j] = chosen ?? [0, 0];
    this.cells[i][j].ariaSelected = String(chosen !== null);
    this.cells[i][j].tabIndex = 0;
    this.tell(chosen);
  }

  tell(place) {
    this.line.textContent = place ? this.hover[place[0]][place[1]] : "";
  }

  walk(event) {
    const step = STEPS[event.key];
    const row = this.cells.findIndex((cells) => cells.includes(event.target));
    if (!step || row < 0) return;
    const column = this.cells[row].indexOf(event.target);
    const next = this.cells[row + step[0]]?.[column + step[1]];
    event.preventDefault();
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

const shown = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  if (!shown.has(root)) shown.set(root, new Matrix(root));
  shown.get(root).update(component);
}
