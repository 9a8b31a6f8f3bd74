// The body in the player: one figure, the worked place, and a hand that moves along the stroke.
const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes, inside = []) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

const figures = new Map();

function figure(view, drawn) {
  if (!figures.has(view)) {
    const [skin, shade, ink] = drawn.paint;
    figures.set(view, [
      element("path", { d: drawn.skin, fill: skin, "fill-rule": "evenodd" }),
      ...drawn.shade.map((d) => element("path", { d, fill: shade, "fill-opacity": ".1", "fill-rule": "evenodd" })),
      element("path", { d: drawn.lines, fill: "none", stroke: ink, "stroke-width": "12" }),
      element("path", { d: drawn.skin, fill: "none", stroke: ink, "stroke-width": "22" }),
    ]);
  }
  return figures.get(view).map((one) => one.cloneNode(false));
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

// A palm with four fingers and a thumb, as long as a hand is on this body, fingers ahead; where
// it goes round or rests, its fingers point to the head.
function hand(thin, turns) {
  const size = thin < 1 ? 0.42 : 1;
  const lies = turns ? {} : { transform: `translate(0 ${300 * size}) rotate(-90)` };
  const fingers = [[560, -170, 900], [600, -58, 1010], [600, 58, 980], [540, 168, 860]]
    .map(([from, across, to]) => `M${from * size},${across * size}L${to * size},${across * size * 1.08}`).join("");
  return element("g", { class: "hand", opacity: ".9" }, [element("g", lies, [
    element("path", { d: `${fingers}M${120 * size},${210 * size}L${420 * size},${390 * size}`, stroke: "#6cc4cb", "stroke-width": String(104 * size), "stroke-linecap": "round" }),
    element("rect", { x: String(-120 * size), y: String(-230 * size), width: String(740 * size), height: String(460 * size), rx: String(190 * size), fill: "#6cc4cb" }),
  ])]);
}

function arrow(line, thin) {
  const total = line.getTotalLength();
  const tip = line.getPointAtLength(total);
  const before = line.getPointAtLength(Math.max(0, total - 90 * thin));
  const turn = (Math.atan2(tip.y - before.y, tip.x - before.x) * 180) / Math.PI;
  return element("path", {
    d: "M150,0L-60,-120L-10,0L-60,120z", fill: "#0d3f45",
    transform: `translate(${tip.x} ${tip.y}) rotate(${turn}) scale(${Math.max(thin, 0.5)})`,
  });
}

export class MovingBody {
  constructor(svg) {
    this.svg = svg;
    this.shown = "";
  }

  // Draws a part once; a part without hands shows the whole back, still.
  show(part, drawnFigures) {
    const key = `${part.number} ${calm.matches}`;
    if (this.shown === key) return;
    this.shown = key;
    const drawing = part.drawing;
    const view = drawing?.view ?? "back";
    this.svg.setAttribute("viewBox", (drawing?.box ?? drawnFigures[view].box).join(" "));
    this.svg.replaceChildren(...figure(view, drawnFigures[view]));
    this.svg.dataset.moves = "no";
    if (drawing) this.stroke(drawing);
  }

  stroke({ place, lines, thin, way }) {
    this.svg.append(element("path", { d: place, class: "place", "fill-rule": "evenodd", "stroke-width": String(34 * thin) }));
    for (const d of lines) {
      const line = element("path", { d, class: "line", "stroke-width": String(70 * thin) });
      this.svg.append(line);
      const length = line.getTotalLength();
      if (way !== "hold") this.svg.append(arrow(line, thin));
      if (calm.matches) continue;
      const seconds = Math.min(9, Math.max(way === "hold" ? 8 : 3, length / (450 * thin)));
      const turns = !["hold", "circles"].includes(way);
      const moving = hand(thin, turns);
      moving.append(element("animateMotion", {
        dur: `${seconds.toFixed(1)}s`, repeatCount: "indefinite", rotate: turns ? "auto" : "0", path: d,
      }));
      this.svg.append(moving);
      this.svg.dataset.moves = "yes";
    }
  }

  run(isRunning) {
    if (isRunning === this.running) return;
    this.running = isRunning;
    if (isRunning) this.svg.unpauseAnimations(); else this.svg.pauseAnimations();
  }
}
