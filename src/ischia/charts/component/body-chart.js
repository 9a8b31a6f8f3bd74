// <ischia-body-chart>: the body as a form field. One ES module, no dependency, no inline style.
//
// Attributes: name, src (address of the geometry, see ischia.charts.component_data), value (JSON),
// earlier (JSON of an earlier visit's marks), view, readonly, disabled.
// Value: {"marks": [{site, side, intensity, quality, share?}], "drawings": [{view, points, width}]}.
// Inside the element stands a plain list of sites; it serves where this script does not run or
// the geometry does not come, and is switched off as soon as the figure can be drawn.
//
// Coordinates are whole tenths of a millimetre. isInside, siteAt and covered are written twice,
// here and in ischia.anatomy; shared vectors hold the two together.

const LEAST_SHARE = 0.05;
const STEP = 40;
const FOOT_STEP = 15;
const FEET = new Set(["soles", "foot_tops"]);
const QUALITIES = ["ache", "burning", "numb", "shooting", "stiff", "tingling"];
const PAIN = ["#eef3ee", "#fbe3d6", "#f9d2c0", "#f6c0aa", "#f2ab93", "#ec957d", "#e37d68",
  "#d56455", "#c34a43", "#aa3130", "#8e1b1b"];
const TITLES = { front: "Front", back: "Back", left: "Left side", right: "Right side",
  low_back: "Low back", soles: "Soles", foot_tops: "Feet from above" };
const SIDES = { front: ["Right", "Left"], back: ["Left", "Right"], low_back: ["Left", "Right"],
  soles: ["Right", "Left"], foot_tops: ["Left", "Right"] };
const MOST_POINTS = 2000;
const TAP_PX = 6;
const NEAR_PX = 14;

// ---- geometry: the same algorithm as ischia/anatomy/_touch.py --------------------------------

export function decode(steps) {
  const points = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    points.push([x, y]);
  }
  return points;
}

export function isInside(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    let [x0, y0] = ring[ring.length - 1];
    for (const [x1, y1] of ring) {
      if (y0 > y !== y1 > y) {
        const cross = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0);
        if ((y1 > y0 ? cross : -cross) > 0) inside = !inside;
      }
      x0 = x1;
      y0 = y1;
    }
  }
  return inside;
}

export function siteAt(areas, x, y) {
  return areas.find((area) => isInside(area.rings, x, y)) ?? null;
}

function spans(rings, y) {
  const crossings = [];
  for (const ring of rings) {
    let [x0, y0] = ring[ring.length - 1];
    for (const [x1, y1] of ring) {
      if (y0 > y !== y1 > y) crossings.push(x0 + ((y - y0) * (x1 - x0)) / (y1 - y0));
      x0 = x1;
      y0 = y1;
    }
  }
  crossings.sort((a, b) => a - b);
  const found = [];
  for (let i = 0; i + 1 < crossings.length; i += 2) found.push([crossings[i], crossings[i + 1]]);
  return found;
}

export function lattice(rings, step) {
  let low = Infinity;
  let high = -Infinity;
  for (const ring of rings) {
    for (const [, y] of ring) {
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  const points = [];
  for (let y = Math.ceil(low / step) * step; y <= high; y += step) {
    for (const [left, right] of spans(rings, y)) {
      for (let x = Math.ceil(left / step) * step; x <= Math.trunc(right); x += step) {
        if (isInside(rings, x, y)) points.push([x, y]);
      }
    }
  }
  return points;
}

function distance(px0, py0, a, b) {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const px = px0 - a[0];
  const py = py0 - a[1];
  const length = dx * dx + dy * dy;
  let share = length === 0 ? 0 : (px * dx + py * dy) / length;
  share = Math.min(1, Math.max(0, share));
  const ex = px - share * dx;
  const ey = py - share * dy;
  return ex * ex + ey * ey;
}

function isUnder(drawing, x, y) {
  const reach = (drawing.width / 2) * (drawing.width / 2);
  return segments(drawing.points).some(([a, b]) => distance(x, y, a, b) <= reach);
}

function segments(points) {
  if (points.length === 1) return [[points[0], points[0]]];
  return points.slice(1).map((point, i) => [points[i], point]);
}

// Which area owns each lattice point of a view, and how many points each area has.
const indexes = new WeakMap();
const cell = (x, y) => x * 65536 + y;

function begun(areas, view) {
  if (!indexes.has(areas)) {
    const step = FEET.has(view) ? FOOT_STEP : STEP;
    indexes.set(areas, { step, owner: new Map(), sizes: [] });
  }
  return indexes.get(areas);
}

function indexOf(areas, view) {
  const index = begun(areas, view);
  for (let i = index.sizes.length; i < areas.length; i += 1) grow(index, areas, i);
  return index;
}

function grow(index, areas, i) {
  const points = lattice(areas[i].rings, index.step);
  for (const [x, y] of points) index.owner.set(cell(x / index.step, y / index.step), i);
  index.sizes.push(points.length);
}

export function covered(areas, view, drawing, least = LEAST_SHARE) {
  const { step, owner, sizes } = indexOf(areas, view);
  const half = drawing.width / 2;
  const reach = half * half;
  const under = new Set();
  for (const [a, b] of segments(drawing.points)) {
    const right = Math.max(a[0], b[0]) + half;
    const bottom = Math.max(a[1], b[1]) + half;
    for (let j = Math.ceil((Math.min(a[1], b[1]) - half) / step); j * step <= bottom; j += 1) {
      for (let i = Math.ceil((Math.min(a[0], b[0]) - half) / step); i * step <= right; i += 1) {
        if (distance(i * step, j * step, a, b) <= reach) under.add(cell(i, j));
      }
    }
  }
  const counts = new Map();
  for (const key of under) {
    const area = owner.get(key);
    if (area !== undefined) counts.set(area, (counts.get(area) ?? 0) + 1);
  }
  const hits = [];
  for (const [i, n] of counts) {
    const { site, side } = areas[i];
    if (n / sizes[i] >= least) hits.push({ site, side, share: n / sizes[i] });
  }
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return hits.sort((a, b) => b.share - a.share || order(a.site, b.site) || order(a.side, b.side));
}

// ---- patterns: each quality has lines of its own ---------------------------------------------

function hatch(rings, degrees, spacing) {
  const turn = (degrees * Math.PI) / 180;
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  const turned = rings.map((ring) => ring.map(([x, y]) => [c * x + s * y, c * y - s * x]));
  const ys = turned.flat().map((p) => p[1]);
  const lines = [];
  for (let k = Math.ceil(Math.min(...ys) / spacing); k * spacing < Math.max(...ys); k += 1) {
    const y = k * spacing;
    for (const [a, b] of spans(turned, y)) {
      lines.push([a, b].map((x) => [Math.round(c * x - s * y), Math.round(s * x + c * y)]));
    }
  }
  return lines;
}

function zigzag(rings, [[x, y0], [, y1]], spacing) {
  const step = spacing / 2;
  let data = "";
  let sign = 1;
  let drawn = false;
  for (let y = Math.min(y0, y1) + step; y < Math.max(y0, y1) - step / 2; y += step) {
    const turn = [Math.round(x + (sign * spacing) / 3), Math.round(y)];
    sign = -sign;
    const inside = isInside(rings, ...turn);
    if (inside) data += `${drawn ? "L" : "M"}${turn}`;
    drawn = inside;
  }
  return data;
}

function pattern(rings, quality, spacing) {
  const straight = { ache: [45], burning: [45, 135], numb: [0], stiff: [90] }[quality];
  if (straight) {
    const apart = spacing * (straight.length > 1 ? 1.3 : 1);
    return straight.flatMap((angle) => hatch(rings, angle, apart))
      .map(([a, b]) => `M${a}L${b}`).join("");
  }
  if (quality === "shooting") {
    return hatch(rings, 90, spacing * 1.5).map((line) => zigzag(rings, line, spacing)).join("");
  }
  if (quality === "tingling") {
    return hatch(rings, 0, spacing).flatMap(([a, b], n) => {
      const dots = [];
      const start = Math.min(a[0], b[0]) + spacing / (2 + 2 * (n % 2));
      for (let x = start; x < Math.max(a[0], b[0]) - spacing / 5; x += spacing) {
        dots.push(`M${Math.round(x)},${a[1]}h0`);
      }
      return dots;
    }).join("");
  }
  return "";
}

function middle(rings) {
  const ys = rings.flat().map((p) => p[1]);
  const low = Math.min(...ys);
  const high = Math.max(...ys);
  let best = rings[0][0];
  let room = -1;
  for (let i = 1; i < 24; i += 1) {
    const y = low + ((high - low) * i) / 24;
    for (const [left, right] of spans(rings, y + 0.5)) {
      const space = Math.min((right - left) / 2, 1.4 * (y - low), 1.4 * (high - y));
      if (space > room) {
        room = space;
        best = [Math.round((left + right) / 2), Math.round(y)];
      }
    }
  }
  return best;
}

// ---- drawing ---------------------------------------------------------------------------------

const SVG = "http://www.w3.org/2000/svg";

function node(tag, attributes = {}, text = "") {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

function html(tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

const closed = (rings) => rings.map((ring) => `M${ring.join("L")}z`).join("");
const open = (points) => (points.length === 1 ? `M${points[0]}h0` : `M${points.join("L")}`);
const keyOf = (thing) => `${thing.site}/${thing.side}`;

const STYLE = `
:host { display: block; container-type: inline-size;
  font: 1rem/1.45 var(--font, system-ui, sans-serif); }
/* Paper is white whatever the page is; the list that stands in keeps the colours of the page. */
.bar, .views, .board { color: #2f2420; --hand: #1f6f78; --line: #e4dad0; }
:host([hidden]) { display: none; }
[hidden] { display: none !important; }
.bar, .views { display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 8px; }
button { font: inherit; color: inherit; min-height: 48px; min-width: 48px; padding: 0 14px;
  border: 1px solid #9c8b7e; border-radius: 10px; background: #fff; cursor: pointer; }
button[aria-pressed="true"] { background: var(--hand); border-color: var(--hand); color: #fff; }
button:disabled { color: #74665c; border-color: var(--line); cursor: default; }
button:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid var(--hand);
  outline-offset: 2px; }
#remove { margin-top: 12px; }
@container (max-width: 560px) {
  .bar, .views { flex-wrap: nowrap; overflow-x: auto; padding: 4px; margin: 0 -4px 4px; }
  button { flex: none; }
}
.board { display: grid; gap: 16px; grid-template-columns: minmax(0, 1fr); }
@container (min-width: 720px) { .board { grid-template-columns: minmax(0, 1fr) 300px; } }
.paper { position: relative; background: #fff; border: 1px solid var(--line);
  border-radius: 10px; overflow: hidden; }
svg.figure { display: block; width: 100%; height: min(78vh, 860px); touch-action: none;
  user-select: none; -webkit-user-select: none; }
.side { position: absolute; top: 8px; color: #6b5a50; pointer-events: none; }
.side.l { left: 12px; } .side.r { right: 12px; }
.site { fill: #fff; fill-opacity: 0; stroke: #5b4034; stroke-opacity: .34; cursor: pointer;
  outline: none; }
.site:hover { fill: #1f6f78; fill-opacity: .14; }
.site.on { fill-opacity: .82; stroke: #8e1b1b; stroke-opacity: .7; }
.site:focus-visible, .site.chosen { stroke: #1f6f78; stroke-opacity: 1; stroke-width: 34px; }
.drawing .site, .erasing .site { cursor: crosshair; }
.panel { padding: 16px; border: 1px solid var(--line); border-radius: 10px; background: #fff;
  align-self: start; }
.panel h2 { font-size: 1.125rem; margin: 0 0 8px; }
.panel label { display: block; margin: 8px 0 4px; }
.panel output { font-weight: 700; font-variant-numeric: tabular-nums; }
.panel input[type=range] { width: 100%; min-height: 48px; margin: 0; accent-color: var(--hand); }
.panel select { font: inherit; min-height: 48px; width: 100%; border-radius: 10px;
  border: 1px solid #9c8b7e; background: #fff; color: inherit; padding: 0 8px; }
.panel ul { list-style: none; margin: 12px 0 0; padding: 0; border-top: 1px solid var(--line); }
.panel li { display: flex; justify-content: space-between; gap: 12px; padding: 6px 0; }
.panel li span:last-child { font-variant-numeric: tabular-nums; font-weight: 700; }
.soft { color: #6b5a50; margin: 0; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
`;

const Base = globalThis.HTMLElement ?? class {};

export class BodyChart extends Base {
  static formAssociated = true;
  static observedAttributes = ["value", "src", "earlier", "disabled", "readonly"];

  constructor() {
    super();
    this.internals = this.attachInternals();
    this.attachShadow({ mode: "open", delegatesFocus: true });
    this.state = { marks: [], drawings: [] };
    this.past = [];
    this.view = "back";
    this.mode = "mark";
    this.chosen = null;
    this.comparing = true;
    this.pointers = new Map();
    this.last = { intensity: 5, quality: "" };
  }

  connectedCallback() {
    if (this.built) return;
    this.built = true;
    this.initial = this.getAttribute("value") ?? "";
    this.#read(this.initial);
    this.view = this.getAttribute("view") ?? "back";
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.shadowRoot.adoptedStyleSheets = [sheet];
    this.#build();
    if (this.hasAttribute("src")) this.#load(this.getAttribute("src"));
  }

  attributeChangedCallback(name, _old, value) {
    if (!this.built) return;
    if (name === "value") this.value = value;
    else if (name === "src") this.#load(value);
    else this.#draw();
  }

  formResetCallback() { this.value = this.initial; }
  formStateRestoreCallback(value) { this.value = value; }
  formDisabledCallback() { this.#draw(); }

  get form() { return this.internals.form; }
  get name() { return this.getAttribute("name"); }
  get value() { return JSON.stringify(this.state); }

  set value(text) {
    this.#read(text);
    this.past = [];
    this.#publish(false);
    this.#draw();
  }

  get earlier() {
    try { return JSON.parse(this.getAttribute("earlier") ?? "[]"); } catch { return []; }
  }

  get locked() {
    return this.hasAttribute("readonly") || this.matches?.(":disabled");
  }

  set geometry(data) {
    for (const control of this.querySelectorAll("fieldset, input, select")) control.disabled = true;
    this.slotted.remove();
    for (const part of this.parts) part.hidden = false;
    this.data = data;
    for (const view of Object.values(data.views)) {
      view.skin = view.skin.map(decode);
      view.lines = view.lines.map(decode);
      view.shade = view.shade.map((level) => level.map(decode));
      view.areas = view.areas.map((area) => ({ ...area, rings: area.rings.map(decode) }));
    }
    if (!data.views[this.view]) this.view = Object.keys(data.views)[0];
    this.#tabs();
    this.#show(this.view);
    this.internals.setFormValue(this.value);
    this.dispatchEvent(new Event("ready"));
    const idle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 50));
    const rest = Object.keys(data.views).filter((id) => id !== this.view);
    const todo = [this.view, ...rest].flatMap(
      (id) => data.views[id].areas.map((_, n) => [id, n]));
    const work = () => {
      const until = performance.now() + 6; // short turns: a touch never waits long
      while (todo.length && performance.now() < until) {
        const [id, n] = todo.shift();
        const { areas } = data.views[id];
        const index = begun(areas, id);
        if (index.sizes.length === n) grow(index, areas, n);
        areas[n].middle ??= middle(areas[n].rings);
      }
      if (todo.length) idle(work);
    };
    idle(work);
  }

  async #load(src) {
    try {
      const answer = await fetch(src);
      if (answer.ok) this.geometry = await answer.json();
    } catch {
      this.dispatchEvent(new Event("unreachable")); // the list inside stays in use
    }
  }

  #read(text) {
    let read = {};
    try { read = JSON.parse(text || "{}"); } catch { read = {}; }
    this.state = { marks: read.marks ?? [], drawings: read.drawings ?? [] };
    if (this.data) this.internals.setFormValue(this.value);
  }

  // -- building

  // The page may bring its words in another language: {English: other} in the attribute "words".
  #in(english) {
    this.words ??= JSON.parse(this.getAttribute("words") || "{}");
    return this.words[english] ?? english;
  }

  #build() {
    const root = this.shadowRoot;
    this.tabs = html("div", { class: "views", role: "group", "aria-label": this.#in("View") });
    const bar = html("div", { class: "bar", role: "group", "aria-label": this.#in("Tools") });
    const tool = (label, act, pressed) => {
      const button = html("button", { type: "button" }, this.#in(label));
      if (pressed !== undefined) button.setAttribute("aria-pressed", pressed);
      button.addEventListener("click", act);
      bar.append(button);
      return button;
    };
    this.tools = {
      mark: tool("Mark", () => this.#use("mark"), true),
      draw: tool("Draw", () => this.#use("draw"), false),
      erase: tool("Erase", () => this.#use("erase"), false),
    };
    this.undoButton = tool("Undo", () => this.undo());
    this.mirrorButton = tool("Mirror", () => this.mirror());
    tool("Larger", () => this.zoom(1.5)).setAttribute("aria-label", `${this.#in("Larger")}: ${this.#in("zoom in")}`);
    tool("Smaller", () => this.zoom(1 / 1.5)).setAttribute("aria-label", `${this.#in("Smaller")}: ${this.#in("zoom out")}`);
    this.compareButton = tool("Compare", () => this.#compare(), true);
    const board = html("div", { class: "board" });
    this.paper = html("div", { class: "paper" });
    this.panel = html("div", { class: "panel", role: "group", "aria-label": this.#in("Chosen place") });
    this.said = html("div", { class: "said", role: "status", "aria-live": "polite" });
    board.append(this.paper, this.panel);
    this.parts = [this.tabs, bar, board];
    for (const part of this.parts) part.hidden = true;
    this.slotted = html("slot");
    root.append(this.slotted, ...this.parts, this.said);
    this.#panel();
  }

  #tabs() {
    this.tabs.replaceChildren(...Object.keys(this.data.views).map((id) => {
      const tab = html("button", { type: "button", "data-view": id }, this.#in(TITLES[id] ?? id));
      tab.addEventListener("click", () => this.#show(id));
      return tab;
    }));
  }

  #show(id) {
    this.view = id;
    const view = this.data.views[id];
    const tone = this.data.tone;
    this.window = [...view.box];
    this.scale = view.box[2] > 3000 && view.box[3] > 6000 ? 1 : view.box[3] / 16000;
    const thin = this.scale;
    this.svg = node("svg", { class: "figure", role: "group",
      "aria-label": `${this.#in(TITLES[id])}: ${this.#in("places on the body")}`, viewBox: view.box.join(" ") });
    const still = { "pointer-events": "none", "aria-hidden": "true" };
    this.svg.append(node("path", { d: closed(view.skin), fill: tone.skin, ...still }));
    for (const level of view.shade) {
      this.svg.append(node("path", { d: closed(level), fill: tone.shade, ...still,
        "fill-opacity": tone.shade_opacity, "fill-rule": "evenodd" }));
    }
    this.layers = {};
    const layer = (name, attributes = {}) => {
      this.layers[name] = node("g", attributes);
      this.svg.append(this.layers[name]);
    };
    layer("sites", { "stroke-width": 7 * thin });
    layer("patterns", { fill: "none", stroke: "#3f1010", "stroke-opacity": 0.62, ...still,
      "stroke-linecap": "round" });
    layer("earlier", { fill: "none", stroke: "#4b3f9e", "stroke-width": 22 * thin, ...still,
      "stroke-dasharray": `${60 * thin} ${44 * thin}` });
    layer("drawings", { fill: "none", stroke: "#c34a43", "stroke-opacity": 0.5, ...still,
      "stroke-linecap": "round", "stroke-linejoin": "round" });
    this.svg.append(
      node("path", { d: view.lines.map(open).join(""), fill: "none", stroke: tone.ink,
        "stroke-width": 12 * thin, ...still }),
      node("path", { d: closed(view.skin), fill: "none", stroke: tone.ink,
        "stroke-width": 22 * thin, "stroke-linejoin": "round", ...still }),
    );
    layer("badges", still);
    this.shapes = new Map();
    view.areas.forEach((area, n) => {
      const shape = node("path", { class: "site", d: closed(area.rings), role: "button",
        "fill-rule": "evenodd", tabindex: n ? -1 : 0, "data-site": area.site,
        "data-side": area.side });
      shape.addEventListener("keydown", (event) => this.#key(event, n));
      shape.addEventListener("focus", () => this.#rove(n));
      this.shapes.set(keyOf(area), shape);
      this.layers.sites.append(shape);
    });
    this.#listen();
    const [left, right] = (SIDES[id] ?? ["", ""]).map((one) => this.#in(one));
    this.paper.replaceChildren(this.svg, html("span", { class: "side l" }, left),
      html("span", { class: "side r" }, right));
    for (const tab of this.tabs.children) {
      tab.setAttribute("aria-pressed", tab.dataset.view === id);
    }
    this.#draw();
  }

  #rove(n) {
    this.data.views[this.view].areas.forEach((area, i) => {
      this.shapes.get(keyOf(area)).setAttribute("tabindex", i === n ? 0 : -1);
    });
  }

  #listen() {
    const on = (type, act) => this.svg.addEventListener(type, act);
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#move(event));
    on("pointerup", (event) => this.#up(event));
    on("pointercancel", (event) => this.#cancel(event));
    on("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // a plain wheel scrolls the page
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, this.#place(event));
    });
  }

  // -- what is shown

  label(area) {
    const side = area.side === "midline" ? "" : `, ${this.#in(area.side)}`;
    return `${this.#in(area.label)}${side}`;
  }

  #spoken(area) {
    const mark = this.#mark(area);
    if (!mark) return this.label(area);
    const quality = mark.quality ? `, ${this.#in(mark.quality)}` : "";
    const pain = this.#in("pain {n} of 10").replace("{n}", mark.intensity);
    return `${this.label(area)}, ${pain}${quality}`;
  }

  #mark(place) {
    return place && this.state.marks.find((mark) => keyOf(mark) === keyOf(place));
  }

  #draw() {
    if (!this.data) return;
    const areas = this.data.views[this.view].areas;
    const thin = this.scale;
    for (const name of ["patterns", "earlier", "drawings", "badges"]) {
      this.layers[name].replaceChildren();
    }
    for (const area of areas) {
      const shape = this.shapes.get(keyOf(area));
      const mark = this.#mark(area);
      const chosen = this.chosen === keyOf(area);
      const look = `${chosen}/${this.#spoken(area)}`;
      if (shape.look !== look) {
        shape.look = look;
        shape.classList.toggle("on", Boolean(mark));
        shape.classList.toggle("chosen", chosen);
        shape.setAttribute("aria-label", this.#spoken(area));
        shape.setAttribute("aria-pressed", Boolean(mark));
        shape.style.fill = mark ? PAIN[mark.intensity] : "";
      }
      if (mark) this.#badge(area, mark, thin);
    }
    this.#drawEarlier(areas, thin);
    for (const drawing of this.state.drawings.filter((d) => this.#seen(d.view))) {
      this.layers.drawings.append(
        node("path", { d: open(drawing.points), "stroke-width": drawing.width }));
    }
    this.svg.classList.toggle("drawing", this.mode === "draw");
    this.svg.classList.toggle("erasing", this.mode === "erase");
    this.#panel();
  }

  #badge(area, mark, thin) {
    const spacing = (230 - 15 * mark.intensity) * thin;
    const kind = `${mark.quality}/${mark.intensity}`;
    area.patterns ??= new Map();
    if (!area.patterns.has(kind)) {
      area.patterns.set(kind, pattern(area.rings, mark.quality, spacing));
    }
    const lines = area.patterns.get(kind);
    if (lines) {
      this.layers.patterns.append(node("path", { d: lines,
        "stroke-width": (mark.quality === "tingling" ? 26 : 10) * thin }));
    }
    area.middle ??= middle(area.rings);
    const [x, y] = area.middle;
    this.layers.badges.append(
      node("circle", { cx: x, cy: y, r: 130 * thin, fill: "#fff", "fill-opacity": 0.92,
        stroke: "#8e1b1b", "stroke-width": 10 * thin }),
      node("text", { x, y: y + 62 * thin, "font-size": 175 * thin, "font-weight": 700,
        "text-anchor": "middle", fill: "#2f2420" }, String(mark.intensity)));
  }

  #drawEarlier(areas, thin) {
    const before = this.earlier;
    this.compareButton.hidden = before.length === 0;
    if (!this.comparing) return;
    for (const area of areas) {
      const mark = before.find((m) => keyOf(m) === keyOf(area));
      if (!mark) continue;
      const [x, y] = middle(area.rings);
      this.layers.earlier.append(node("path", { d: closed(area.rings) }));
      this.layers.badges.append(node("text", { x: x + 150 * thin, y: y - 110 * thin,
        "font-size": 150 * thin, "font-weight": 700, fill: "#4b3f9e" }, `was ${mark.intensity}`));
    }
  }

  #seen(view) {
    return view === this.view || (view === "back" && this.view === "low_back");
  }

  #area(key) {
    for (const view of [this.view, ...Object.keys(this.data?.views ?? {})]) {
      const found = this.data?.views[view].areas.find((area) => keyOf(area) === key);
      if (found) return found;
    }
    return null;
  }

  #panel() {
    this.undoButton.disabled = this.past.length === 0 || this.locked;
    const area = this.chosen && this.#area(this.chosen);
    const mark = this.#mark(area);
    this.mirrorButton.disabled = !mark || area.side === "midline" || this.locked;
    const parts = [];
    if (mark) {
      parts.push(html("h2", {}, this.label(area)), ...this.#controls(mark));
    } else {
      parts.push(html("h2", {}, this.#in("Where does it hurt?")),
        html("p", { class: "soft" }, this.#in("Touch a place, or draw on it. Arrow keys walk "
          + "over the body; the keys 1 to 9 say how strong, 0 takes it away.")));
    }
    parts.push(this.#list());
    const held = this.shadowRoot.activeElement?.id;
    this.panel.replaceChildren(...parts);
    if (held) this.shadowRoot.getElementById(held)?.focus();
  }

  #controls(mark) {
    const label = html("label", { for: "strength" }, `${this.#in("How strong, 0 to 10:")} `);
    const output = html("output", { for: "strength" }, String(mark.intensity));
    label.append(output);
    const range = html("input", { id: "strength", type: "range", min: 0, max: 10, step: 1 });
    range.value = mark.intensity;
    range.disabled = this.locked;
    range.addEventListener("change", () => this.set(mark, Number(range.value), mark.quality));
    range.addEventListener("input", () => { output.textContent = range.value; });
    const select = html("select", { id: "quality" });
    for (const quality of ["", ...QUALITIES]) {
      select.append(html("option", { value: quality }, this.#in(quality || "not said")));
    }
    select.value = mark.quality;
    select.disabled = this.locked;
    select.addEventListener("change", () => this.set(mark, mark.intensity, select.value));
    const remove = html("button", { type: "button", id: "remove" }, this.#in("Take this mark away"));
    remove.disabled = this.locked;
    remove.addEventListener("click", () => this.remove(mark));
    return [label, range, html("label", { for: "quality" }, this.#in("What it feels like")), select,
      remove];
  }

  #list() {
    const list = html("ul", { "aria-label": this.#in("All marks") });
    for (const mark of [...this.state.marks].sort((a, b) => b.intensity - a.intensity)) {
      const area = this.#area(keyOf(mark));
      const row = html("li");
      const share = mark.share ? `, ${Math.round(mark.share * 100)} % drawn on` : "";
      row.append(html("span", {}, `${area ? this.label(area) : mark.site}${share}`),
        html("span", {}, String(mark.intensity)));
      list.append(row);
    }
    return list;
  }

  #say(words) { this.said.textContent = words; }

  // -- changes

  #keep() {
    this.past.push(JSON.stringify(this.state));
    if (this.past.length > 100) this.past.shift();
  }

  #publish(loud = true) {
    this.internals.setFormValue(this.value);
    if (loud) {
      this.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
      this.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
    }
  }

  #changed(words) {
    this.#publish();
    this.#say(words);
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.#draw();
    });
  }

  set(place, intensity, quality = "") {
    if (this.locked) return;
    this.#keep();
    const mark = this.#mark(place);
    const next = { site: place.site, side: place.side, intensity, quality };
    if (mark) Object.assign(mark, next);
    else this.state.marks.push(next);
    this.last = { intensity, quality };
    this.chosen = keyOf(place);
    this.#changed(this.#spoken(this.#area(keyOf(place)) ?? place));
  }

  remove(place) {
    if (this.locked || !this.#mark(place)) return;
    this.#keep();
    this.state.marks = this.state.marks.filter((mark) => keyOf(mark) !== keyOf(place));
    this.chosen = null;
    this.#changed("Mark taken away");
  }

  undo() {
    if (!this.past.length || this.locked) return;
    this.state = JSON.parse(this.past.pop());
    this.chosen = null;
    this.#changed("Undone");
  }

  mirror() {
    const area = this.chosen && this.#area(this.chosen);
    const mark = this.#mark(area);
    if (!mark || area.side === "midline") return;
    const side = area.side === "left" ? "right" : "left";
    this.set({ site: area.site, side }, mark.intensity, mark.quality);
  }

  #use(mode) {
    this.mode = mode;
    for (const [name, button] of Object.entries(this.tools)) {
      button.setAttribute("aria-pressed", name === mode);
    }
    this.#draw();
  }

  #compare() {
    this.comparing = !this.comparing;
    this.compareButton.setAttribute("aria-pressed", this.comparing);
    this.#draw();
  }

  // -- keyboard

  #key(event, n) {
    const areas = this.data.views[this.view].areas;
    const area = areas[n];
    const walk = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const ends = { Home: 0, End: areas.length - 1 }[event.key];
    if (event.shiftKey && walk) {
      const along = event.key === "ArrowLeft" || event.key === "ArrowRight";
      this.#pan(along ? 0.1 * walk : 0, along ? 0 : 0.1 * walk);
    } else if (walk || ends !== undefined) {
      const next = ends ?? (n + walk + areas.length) % areas.length;
      this.shapes.get(keyOf(areas[next])).focus();
    } else if (/^[1-9]$/.test(event.key)) {
      this.set(area, Number(event.key), this.#mark(area)?.quality ?? this.last.quality);
    } else if (event.key === "0" || event.key === "Delete" || event.key === "Backspace") {
      this.remove(area);
    } else if (event.key === "Enter" || event.key === " ") {
      this.#touch(area);
    } else if (event.key === "+" || event.key === "-") {
      this.zoom(event.key === "+" ? 1.5 : 1 / 1.5, middle(area.rings));
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey)) {
      this.undo();
    } else {
      return;
    }
    event.preventDefault();
  }

  #touch(area) {
    if (this.mode === "erase") {
      this.remove(area);
    } else if (this.#mark(area)) {
      this.chosen = keyOf(area);
      this.#draw();
      this.#say(this.#spoken(area));
    } else {
      this.set(area, this.last.intensity, this.last.quality);
    }
  }

  // -- pointers

  #place(event) {
    const box = this.svg.getBoundingClientRect();
    const [x, y, width, height] = this.window;
    const fit = Math.min(box.width / width, box.height / height);
    return [
      Math.round(x + width / 2 + (event.clientX - box.left - box.width / 2) / fit),
      Math.round(y + height / 2 + (event.clientY - box.top - box.height / 2) / fit),
    ];
  }

  #unit() {
    const box = this.svg.getBoundingClientRect();
    return 1 / Math.min(box.width / this.window[2], box.height / this.window[3]);
  }

  #down(event) {
    if (this.locked || event.button > 0) return;
    try { this.svg.setPointerCapture(event.pointerId); } catch { /* a synthetic pointer */ }
    this.pointers.set(event.pointerId, { start: [event.clientX, event.clientY],
      now: [event.clientX, event.clientY], moved: false });
    if (this.pointers.size > 1) {
      this.line?.shape.remove();
      this.line = null;
      return;
    }
    if (this.mode === "draw") {
      const points = [this.#place(event)];
      const width = Math.round(100 * this.scale);
      const shape = node("path", { d: open(points), "stroke-width": width });
      this.layers.drawings.append(shape);
      this.line = { points, width, shape };
    }
  }

  #move(event) {
    const pointer = this.pointers.get(event.pointerId);
    if (!pointer) return;
    const before = pointer.now;
    pointer.now = [event.clientX, event.clientY];
    pointer.moved ||= Math.hypot(pointer.now[0] - pointer.start[0],
      pointer.now[1] - pointer.start[1]) > TAP_PX;
    if (this.pointers.size === 2) this.#pinch(pointer, before);
    else if (this.line) this.#lengthen(event);
    else if (pointer.moved && this.mode === "mark" && event.pointerType !== "") {
      const box = this.svg.getBoundingClientRect();
      this.#pan((before[0] - pointer.now[0]) / box.width, (before[1] - pointer.now[1]) / box.height);
    }
  }

  #lengthen(event) {
    const { points, shape } = this.line;
    const place = this.#place(event);
    const last = points[points.length - 1];
    const least = 20 * this.scale;
    if (points.length >= MOST_POINTS) return;
    if (Math.hypot(place[0] - last[0], place[1] - last[1]) < least) return;
    points.push(place);
    shape.setAttribute("d", open(points));
  }

  #up(event) {
    const pointer = this.pointers.get(event.pointerId);
    this.pointers.delete(event.pointerId);
    if (!pointer || this.pointers.size) return;
    if (this.line) {
      this.#finish();
    } else if (!pointer.moved) {
      const place = this.#place(event);
      if (this.mode === "erase" && this.#rub(place)) return;
      const area = this.#nearest(place);
      if (area) this.#touch(area);
    }
  }

  #cancel(event) {
    this.pointers.delete(event.pointerId);
    this.line?.shape.remove();
    this.line = null;
  }

  #nearest([x, y]) {
    const areas = this.data.views[this.view].areas;
    const reach = NEAR_PX * this.#unit();
    const around = [[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1], [0.7, 0.7], [-0.7, 0.7],
      [0.7, -0.7], [-0.7, -0.7]];
    for (const [dx, dy] of around) {
      const found = siteAt(areas, Math.round(x + dx * reach), Math.round(y + dy * reach));
      if (found) return found;
    }
    return null;
  }

  #finish() {
    const { points, width } = this.line;
    this.line = null;
    const view = this.view === "low_back" ? "back" : this.view;
    const drawing = { view, points, width };
    const areas = this.data.views[this.view].areas;
    this.#keep();
    this.state.drawings.push(drawing);
    const hits = covered(areas, view, drawing);
    for (const { site, side, share } of hits) {
      const mark = this.#mark({ site, side });
      const rounded = Math.round(share * 1000) / 1000;
      if (mark) mark.share = Math.min(1, Math.round(((mark.share ?? 0) + rounded) * 1000) / 1000);
      else this.state.marks.push({ site, side, ...this.last, share: rounded });
    }
    if (hits.length) this.chosen = keyOf(hits[0]);
    const names = hits.map((hit) => this.label(this.#area(keyOf(hit)))).join("; ");
    this.#changed(hits.length ? `Drawn on ${names}` : "Drawn beside the body");
  }

  #rub([x, y]) {
    const reach = 120 * this.scale;
    const left = this.state.drawings.filter((drawing) => !(this.#seen(drawing.view)
      && isUnder({ ...drawing, width: drawing.width + 2 * reach }, x, y)));
    if (left.length === this.state.drawings.length) return false;
    this.#keep();
    this.state.drawings = left;
    this.#changed("Line taken away");
    return true;
  }

  // -- zoom

  #pinch(pointer, before) {
    const other = [...this.pointers.values()].find((p) => p !== pointer);
    const was = Math.hypot(before[0] - other.now[0], before[1] - other.now[1]);
    const is = Math.hypot(pointer.now[0] - other.now[0], pointer.now[1] - other.now[1]);
    const centre = { clientX: (pointer.now[0] + other.now[0]) / 2,
      clientY: (pointer.now[1] + other.now[1]) / 2 };
    if (was > 0) this.zoom(is / was, this.#place(centre));
  }

  zoom(factor, centre) {
    if (!this.data) return;
    const [left, top, width, height] = this.data.views[this.view].box;
    let [x, y, w, h] = this.window;
    const [cx, cy] = centre ?? [x + w / 2, y + h / 2];
    const scale = Math.min(Math.max((width / w) * factor, 1), 8) / (width / w);
    x = cx - (cx - x) / scale;
    y = cy - (cy - y) / scale;
    w /= scale;
    h /= scale;
    this.window = [Math.min(Math.max(x, left), left + width - w),
      Math.min(Math.max(y, top), top + height - h), w, h];
    this.svg.setAttribute("viewBox", this.window.map(Math.round).join(" "));
  }

  #pan(dx, dy) {
    const [left, top, width, height] = this.data.views[this.view].box;
    const [x, y, w, h] = this.window;
    this.window = [Math.min(Math.max(x + dx * w, left), left + width - w),
      Math.min(Math.max(y + dy * h, top), top + height - h), w, h];
    this.svg.setAttribute("viewBox", this.window.map(Math.round).join(" "));
  }
}

globalThis.customElements?.define("ischia-body-chart", BodyChart);
