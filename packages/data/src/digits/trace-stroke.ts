/**
 * From pen points to a line of many points: a Catmull-Rom spline (Catmull and Rom, 1974, tension 1/2), which passes
 * through its points; at a corner the tangent is each side's own.
 */
import type { Stream } from "minibatch";
import type { Stroke } from "./digit-shapes.ts";
import { drawBell } from "./draw-numbers.ts";
import type { Line } from "./line.ts";

/** Points per span between two pen points: at 20 pixels of height a span is 4 to 8 pixels long. */
const STEPS = 4;

/** Appends the stroke to `line`, each pen point displaced by its own bell-shaped wobble of the given sd. */
export function traceStroke(stroke: Stroke, wobble: number, stream: Stream, line: Line): void {
  const xs = stroke.map(({ x }) => x + drawBell(stream, wobble));
  const ys = stroke.map(({ y }) => y + drawBell(stream, wobble));
  const isCorner = (i: number): boolean => stroke[i]?.isCorner === true;
  line.begin();
  line.add(xs[0] as number, ys[0] as number);
  for (let i = 0; i + 1 < stroke.length; i++) {
    const before = i === 0 || isCorner(i) ? i : i - 1;
    const after = i + 2 === stroke.length || isCorner(i + 1) ? i + 1 : i + 2;
    for (let step = 1; step <= STEPS; step++) {
      const t = step / STEPS;
      line.add(splineAt(xs, before, i, after, t), splineAt(ys, before, i, after, t));
    }
  }
}

/**
 * The spline between p[i] and p[i + 1] at t of 0 .. 1, its tangents (p[i + 1] - p[before]) / 2 and (p[after] - p[i]) /
 * 2.
 */
function splineAt(p: readonly number[], before: number, i: number, after: number, t: number): number {
  const from = p[i] as number;
  const to = p[i + 1] as number;
  const leave = (to - (p[before] as number)) / 2;
  const arrive = ((p[after] as number) - from) / 2;
  return from + t * (leave + t * (3 * (to - from) - 2 * leave - arrive + t * (2 * (from - to) + leave + arrive)));
}
