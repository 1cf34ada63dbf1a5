/** Curves over two logarithmic axes, as one SVG with panels side by side. Dots are measured, lines are the model's. */

export interface Curve {
  readonly label: string;
  /** [x, measured, predicted], x ascending */
  readonly points: readonly (readonly [number, number, number])[];
}

export interface Panel {
  readonly title: string;
  readonly xLabel: string;
  readonly curves: readonly Curve[];
}

const WIDTH = 380;
const HEIGHT = 380;
const MARGIN = { left: 62, right: 84, top: 40, bottom: 48 };
const COLORS = ["#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#9c6b4e", "#a463f2"];

export function drawPanels(panels: readonly Panel[]): string {
  const seconds = panels.flatMap(({ curves }) => curves.flatMap(({ points }) => points.flatMap(([, a, b]) => [a, b])));
  const [low, high] = [Math.floor(Math.log10(Math.min(...seconds))), Math.ceil(Math.log10(Math.max(...seconds)))];
  const drawn = panels.map(
    (panel, index) => `<g transform="translate(${index * WIDTH},0)">${drawPanel(panel, low, high)}</g>`,
  );
  const size = `width="${panels.length * WIDTH}" height="${HEIGHT}"`;
  const style = `font-family="system-ui, sans-serif" font-size="11"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${style}><title>time per step over width, batch and ` +
    `depth</title><rect width="100%" height="100%" fill="#fff"/>\n${drawn.join("\n")}\n</svg>\n`
  );
}

function drawPanel({ title, xLabel, curves }: Panel, low: number, high: number): string {
  const xs = [...new Set(curves.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);
  const [first, last] = [Math.log(xs[0]!), Math.log(xs.at(-1)!)];
  const right = WIDTH - MARGIN.right;
  const bottom = HEIGHT - MARGIN.bottom;
  const placeX = (x: number) => MARGIN.left + ((Math.log(x) - first) / (last - first || 1)) * (right - MARGIN.left);
  const placeY = (y: number) => bottom - ((Math.log10(y) - low) / (high - low)) * (bottom - MARGIN.top);
  const ticksY = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  const grid = ticksY.map(
    (y) =>
      line(MARGIN.left, placeY(y), right, placeY(y), "#ddd") +
      label(MARGIN.left - 6, placeY(y) + 4, nameSeconds(y), "end"),
  );
  const ticks = xs.map(
    (x) => line(placeX(x), MARGIN.top, placeX(x), bottom, "#eee") + label(placeX(x), bottom + 16, String(x), "middle"),
  );
  const drawn = curves.map((curve, index) => drawCurve(curve, COLORS[index % COLORS.length]!, placeX, placeY));
  return [
    label(MARGIN.left, 20, `${title}, lines by ${curves[0]?.label.split(" ")[0] ?? ""}`, "start"),
    ...grid,
    ...ticks,
    label((MARGIN.left + right) / 2, HEIGHT - 12, xLabel, "middle"),
    ...drawn,
  ].join("");
}

function drawCurve(
  { label: name, points }: Curve,
  color: string,
  placeX: (x: number) => number,
  placeY: (y: number) => number,
): string {
  const path = points
    .map(([x, , y], index) => `${index === 0 ? "M" : "L"}${round(placeX(x))},${round(placeY(y))}`)
    .join("");
  const dots = points.map(
    ([x, y]) => `<circle cx="${round(placeX(x))}" cy="${round(placeY(y))}" r="3" fill="${color}"/>`,
  );
  const [x, , y] = points.at(-1)!;
  // the number alone: whole names would lie on each other
  const number = name.split(" ").at(-1)!;
  const tag = `<text x="${round(placeX(x) + 7)}" y="${round(placeY(y) + 4)}" fill="${color}">${number}</text>`;
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="1.2"/>${dots.join("")}${tag}`;
}

function line(x1: number, y1: number, x2: number, y2: number, color: string): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${color}"/>`;
}

function label(x: number, y: number, text: string, anchor: string): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="#333">${text}</text>`;
}

function round(value: number): string {
  return value.toFixed(1);
}

function nameSeconds(seconds: number): string {
  if (seconds >= 0.99) return `${Math.round(seconds)} s`;
  return seconds >= 0.99e-3 ? `${Math.round(seconds * 1e3)} ms` : `${Math.round(seconds * 1e6)} us`;
}
