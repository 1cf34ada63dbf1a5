/**
 * A digit as one hand would write it, another time: elastic, bent, stretched, slanted, rotated, about the middle of its
 * box.
 */
import type { Stream } from "minibatch";
import type { DigitStyle } from "./digit-style.ts";
import { drawBell, drawWithin } from "./draw-numbers.ts";
import type { Line } from "./line.ts";

/** Nodes of the elastic grid in each direction; it spans the box with a margin of half a cell. */
const NODES = 4;

export class LineDeformer {
  readonly #style: DigitStyle;
  readonly #pushX: Float64Array = new Float64Array(NODES * NODES);
  readonly #pushY: Float64Array = new Float64Array(NODES * NODES);

  constructor(style: DigitStyle) {
    this.#style = style;
  }

  /** Moves every point of `line` (in a box of 1 x 1) in place; afterwards the box is not kept. */
  deform(line: Line, stream: Stream): void {
    const style = this.#style;
    for (let node = 0; node < NODES * NODES; node++) {
      this.#pushX[node] = drawBell(stream, style.elastic);
      this.#pushY[node] = drawBell(stream, style.elastic);
    }
    const bend = drawBell(stream, style.bend);
    const width = 1 + drawBell(stream, style.stretch);
    const slant = drawBell(stream, style.slant);
    const t = drawWithin(stream, style.rotation);
    const cosine = (1 - t * t) / (1 + t * t);
    const sine = (2 * t) / (1 + t * t);

    for (let i = 0; i < line.pointCount; i++) {
      const x0 = line.x[i] as number;
      const y0 = line.y[i] as number;
      const y = y0 + interpolate(this.#pushY, x0, y0) - 0.5;
      const x = (x0 + interpolate(this.#pushX, x0, y0) - 0.5 + bend * (y * y - 1 / 12)) * width - slant * y;
      line.x[i] = cosine * x - sine * y;
      line.y[i] = sine * x + cosine * y;
    }
  }
}

/** Bilinear between the nodes of the grid, whose corner nodes lie at 0 and 1; constant beyond them. */
function interpolate(nodes: Float64Array, x: number, y: number): number {
  const column = Math.min(Math.max(x, 0), 1) * (NODES - 1);
  const row = Math.min(Math.max(y, 0), 1) * (NODES - 1);
  const left = Math.min(Math.floor(column), NODES - 2);
  const top = Math.min(Math.floor(row), NODES - 2);
  const right = column - left;
  const down = row - top;
  const at = top * NODES + left;
  const above = (nodes[at] as number) * (1 - right) + (nodes[at + 1] as number) * right;
  const below = (nodes[at + NODES] as number) * (1 - right) + (nodes[at + NODES + 1] as number) * right;
  return above * (1 - down) + below * down;
}
