/** Which of many lines is meant by the pointer. */
import type { PicturePoint } from "./picture-places.ts";

interface Line {
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** pixels; further away no line is meant */
const reach = 14;

/** From a point to the nearest one of any of the line's pieces. */
function distanceTo({ points }: Line, { x, y }: PicturePoint): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1]!;
    const [bx, by] = points[i]!;
    const dx = bx - ax;
    const dy = by - ay;
    const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - ax - along * dx, y - ay - along * dy));
  }
  return least;
}

/** Its place; of several as near the one that is drawn over the others. Null where none is within reach. */
export function findNearestLine(lines: readonly Line[], point: PicturePoint): number | null {
  const distances = lines.map((line) => distanceTo(line, point));
  const least = Math.min(...distances);
  return least > reach ? null : distances.lastIndexOf(least);
}
