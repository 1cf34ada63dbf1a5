/**
 * Geometry cut off at a plot's edge before it is drawn. A renderer's own clip hides what lies beyond, but reckons with it, in numbers
 * of few digits: a point a billion pixels away ends the process of one that paints PNG files.
 */
import type { CurvePoint, CurveWhisker } from "./curve-figure.ts";
import type { AxisSpan } from "./ticks.ts";

export interface Axes {
  readonly x: AxisSpan;
  readonly y: AxisSpan;
}

export type Place = readonly [x: number, y: number];

/** Cut this share of the plot beyond its edge: a line that leaves is drawn up to it, and dots of the cut ends lie outside. */
const margin = 0.05;
/** Plots away: nearer directions cannot be told apart, and differences stay exact. */
const farthest = 1e6;

/** As far along an axis as a share of it; NaN where a logarithmic one has no place. */
function toShare(value: number, { scale, min, max }: AxisSpan): number {
  if (scale === "log" && value <= 0) return Number.NaN;
  const at = scale === "log" ? Math.log10 : (number: number) => number;
  const share = (at(value) - at(min)) / (at(max) - at(min));
  return Math.max(-farthest, Math.min(farthest, share));
}

function fromShare(share: number, { scale, min, max }: AxisSpan): number {
  if (scale === "linear") return min + share * (max - min);
  return 10 ** (Math.log10(min) + share * (Math.log10(max) - Math.log10(min)));
}

function toShares([x, y]: CurvePoint, axes: Axes): Place | null {
  if (y === null || !Number.isFinite(y) || !Number.isFinite(x)) return null;
  const place = [toShare(x, axes.x), toShare(y, axes.y)] as const;
  return place.some(Number.isNaN) ? null : place;
}

function fromShares([x, y]: Place, axes: Axes): Place {
  return [fromShare(x, axes.x), fromShare(y, axes.y)];
}

function isInside(place: Place): boolean {
  return place.every((share) => share >= -margin && share <= 1 + margin);
}

/** The part of a segment inside, as shares of it (Y. Liang & B. Barsky, ACM Transactions on Graphics 3, 1984); null for none. */
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

/** A line with its gaps (y null, or no finite number); where it leaves the plot it gets further ones. */
export function clipLine(points: readonly CurvePoint[], axes: Axes): readonly CurvePoint[] {
  const clipped: CurvePoint[] = [];
  const interrupt = (x: number): void => {
    if (clipped.length > 0 && clipped.at(-1)?.[1] !== null) clipped.push([x, null]);
  };
  let before: Place | null = null;
  for (const point of points) {
    const place = toShares(point, axes);
    if (place === null) clipped.push([Number.isFinite(point[0]) ? point[0] : axes.x.max, null]);
    else if (before === null) {
      if (isInside(place)) clipped.push(point);
    } else {
      const cut = cutSegment(before, place);
      if (cut !== null) {
        const [begin, end] = cut;
        if (begin > 0) clipped.push(fromShares(between(before, place, begin), axes));
        if (end === 1) clipped.push(point);
        else {
          const exit = fromShares(between(before, place, end), axes);
          clipped.push(exit);
          interrupt(exit[0]);
        }
      }
    }
    before = place;
  }
  return clipped;
}

/** The stretches of a line between its gaps, of two points and more. */
export function clipStretches(points: readonly CurvePoint[], axes: Axes): readonly (readonly Place[])[] {
  const stretches: Place[][] = [[]];
  for (const [x, y] of clipLine(points, axes)) {
    if (y === null) stretches.push([]);
    else (stretches.at(-1) as Place[]).push([x, y]);
  }
  return stretches.filter((stretch) => stretch.length > 1);
}

/** A closed outline, edge by edge (I. Sutherland & G. Hodgman, Communications of the ACM 17, 1974); empty where nothing is left. */
export function clipOutline(outline: readonly Place[], axes: Axes): readonly Place[] {
  let corners = outline.map(([x, y]): Place => [toShare(x, axes.x), toShare(y, axes.y)]);
  if (corners.every(isInside)) return outline;
  corners = corners.filter((corner) => !corner.some(Number.isNaN));
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
  return corners.length > 2 ? corners.map((corner) => fromShares(corner, axes)) : [];
}

export interface ClippedWhisker extends CurveWhisker {
  /** an end that was cut off has no cap */
  readonly hasLow: boolean;
  readonly hasHigh: boolean;
}

/** Null where nothing of it lies in the plot. */
export function clipWhisker({ x, low, high }: CurveWhisker, axes: Axes): ClippedWhisker | null {
  const across = toShare(x, axes.x);
  const ends = [toShare(low, axes.y), toShare(high, axes.y)] as const;
  const cut = isInside([across, 0]) ? cutSegment([across, ends[0]], [across, ends[1]]) : null;
  if (cut === null) return null;
  const [begin, end] = cut;
  const cutLow = fromShare(ends[0] + begin * (ends[1] - ends[0]), axes.y);
  const cutHigh = fromShare(ends[0] + end * (ends[1] - ends[0]), axes.y);
  const [hasLow, hasHigh] = [begin === 0, end === 1];
  return { x, low: hasLow ? low : cutLow, high: hasHigh ? high : cutHigh, hasLow, hasHigh };
}

/** Those that lie in the plot. */
export function keepInside(dots: readonly CurvePoint[], axes: Axes): readonly Place[] {
  return dots.filter((dot): dot is Place => {
    const place = toShares(dot, axes);
    return place !== null && isInside(place);
  });
}

/** Whether a line right across the plot at this value is seen. */
export function isOnAxis(value: number, axis: AxisSpan): boolean {
  const share = toShare(value, axis);
  return share >= 0 && share <= 1;
}
