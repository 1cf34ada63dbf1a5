/**
 * Points of the data as shares of a plot, from 0 at its lower left to 1, cut off at its edge: a renderer is given
 * nothing else. Its own clipping would hide what lies beyond, but still compute with it, in numbers of few digits: a
 * point a billion pixels away crashes one that paints PNG files, and an axis from 1e-300 to 1e300 is too much for one
 * that draws them.
 */
import type { CurvePoint, CurveWhisker } from "./curve-figure.ts";
import type { AxisSpan } from "./ticks.ts";

export interface Axes {
  readonly x: AxisSpan;
  readonly y: AxisSpan;
}

export type Place = readonly [x: number, y: number];

/**
 * Cut this share of the plot beyond its edge: a line that leaves is drawn up to it, and dots of the cut ends lie
 * outside.
 */
const margin = 0.05;
/** Plots away: nearer directions cannot be told apart, and differences stay exact. */
const farthest = 1e6;
const rounding = 1e-6;

/** NaN where a logarithmic axis has no place for it. */
function toShare(value: number, { scale, min, max }: AxisSpan): number {
  if (scale === "log" && value <= 0) return Number.NaN;
  const at = scale === "log" ? Math.log10 : (number: number) => number;
  const share = (at(value) - at(min)) / (at(max) - at(min));
  return Math.max(-farthest, Math.min(farthest, share));
}

function toPlace([x, y]: CurvePoint, axes: Axes): Place | null {
  if (y === null || !Number.isFinite(y) || !Number.isFinite(x)) return null;
  const place = [toShare(x, axes.x), toShare(y, axes.y)] as const;
  return place.some(Number.isNaN) ? null : place;
}

function isInside(place: Place): boolean {
  return place.every((share) => share >= -margin && share <= 1 + margin);
}

/**
 * The part of a segment inside, as shares of it (Y. Liang & B. Barsky, ACM Transactions on Graphics 3, 1984); null for
 * none.
 */
function cutSegment(from: Place, to: Place): readonly [begin: number, end: number] | null {
  let [begin, end] = [0, 1];
  for (const i of [0, 1] as const) {
    const step = to[i] - from[i];
    for (const [side, edge] of [
      [-1, -margin],
      [1, 1 + margin],
    ] as const) {
      const outward = side * step;
      const room = side * (edge - from[i]);
      if (outward === 0) {
        if (room < 0) return null;
      } else if (outward < 0) begin = Math.max(begin, room / outward);
      else end = Math.min(end, room / outward);
    }
  }
  return begin < end ? [begin, end] : null;
}

function between(from: Place, to: Place, share: number): Place {
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

/**
 * A line's stretches: between its gaps (y null, or no finite number), and where it is in the plot. One point may be
 * one.
 */
export function placeLine(points: readonly CurvePoint[], axes: Axes): readonly (readonly Place[])[] {
  const stretches: Place[][] = [];
  let before: Place | null = null;
  for (const point of points) {
    const place = toPlace(point, axes);
    const cut = before === null || place === null ? null : cutSegment(before, place);
    if (place !== null && before !== null && cut !== null) {
      if (cut[0] > 0) stretches.push([between(before, place, cut[0])]);
      stretches.at(-1)?.push(cut[1] === 1 ? place : between(before, place, cut[1]));
    } else if (place !== null && isInside(place)) stretches.push([place]);
    before = place;
  }
  return stretches;
}

/**
 * A closed outline, edge by edge (I. Sutherland & G. Hodgman, Communications of the ACM 17, 1974); empty where nothing
 * is left.
 */
export function placeOutline(outline: readonly Place[], axes: Axes): readonly Place[] {
  let corners = outline
    .map(([x, y]): Place => [toShare(x, axes.x), toShare(y, axes.y)])
    .filter((corner) => !corner.some(Number.isNaN));
  for (const i of [0, 1] as const) {
    for (const side of [-1, 1] as const) {
      const room = (place: Place): number => (side < 0 ? place[i] + margin : 1 + margin - place[i]);
      corners = corners.flatMap((to, at) => {
        const from = corners.at(at - 1) as Place;
        const [before, after] = [room(from), room(to)];
        const crossing = before < 0 !== after < 0 ? [between(from, to, before / (before - after))] : [];
        return after < 0 ? crossing : [...crossing, to];
      });
    }
  }
  return corners.length > 2 ? corners : [];
}

export interface PlacedWhisker extends CurveWhisker {
  /** an end that was cut off has no cap */
  readonly hasLow: boolean;
  readonly hasHigh: boolean;
}

/** Null where nothing of it lies in the plot. */
export function placeWhisker({ x, low, high, aside = 0 }: CurveWhisker, axes: Axes): PlacedWhisker | null {
  const across = toShare(x, axes.x);
  const [from, to] = [toShare(low, axes.y), toShare(high, axes.y)];
  const cut = cutSegment([across, from], [across, to]);
  if (cut === null || Number.isNaN(across)) return null;
  const [begin, end] = cut;
  return {
    x: across,
    aside,
    low: from + begin * (to - from),
    high: from + end * (to - from),
    hasLow: begin === 0,
    hasHigh: end === 1,
  };
}

/** Those that lie in the plot. */
export function placeDots(dots: readonly CurvePoint[], axes: Axes): readonly Place[] {
  return dots.map((dot) => toPlace(dot, axes)).filter((place) => place !== null && isInside(place)) as Place[];
}

/** As far along the axis; null where it does not reach. */
export function placeValue(value: number, axis: AxisSpan): number | null {
  const share = toShare(value, axis);
  // a tick may lie beyond the end by a rounding
  return share >= -rounding && share <= 1 + rounding ? Math.max(0, Math.min(1, share)) : null;
}
