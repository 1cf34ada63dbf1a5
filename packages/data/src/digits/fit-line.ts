/** MNIST's normalization: the digit fills a box of 20 x 20 pixels, its centre of mass at the middle of 28 x 28. */
import type { Line } from "./line.ts";

export const IMAGE_SIZE = 28;
const BOX_SIZE = 20;

/**
 * Scales and moves the points of `line` into pixels, by the part where the pen is down. `penRadius`, in pixels, is what
 * the pen adds on each side.
 */
export function fitLine(line: Line, penRadius: number): void {
  const { x, y, radius, pointCount } = line;
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < pointCount; i++) {
    if ((radius[i] as number) < 0) continue;
    left = Math.min(left, x[i] as number);
    right = Math.max(right, x[i] as number);
    top = Math.min(top, y[i] as number);
    bottom = Math.max(bottom, y[i] as number);
  }
  const scale = (BOX_SIZE - 2 * penRadius) / Math.max(right - left, bottom - top);

  // The mass of a line lies along its length; where ink overlaps it counts twice, which moves the centre by a pixel or
  // so.
  let mass = 0;
  let massX = 0;
  let massY = 0;
  for (let stroke = 0; stroke < line.strokeCount; stroke++) {
    for (let i = (line.starts[stroke] as number) + 1; i < line.endOf(stroke); i++) {
      if ((radius[i] as number) < 0 || (radius[i - 1] as number) < 0) continue;
      const dx = (x[i] as number) - (x[i - 1] as number);
      const dy = (y[i] as number) - (y[i - 1] as number);
      const length = Math.sqrt(dx * dx + dy * dy);
      mass += length;
      massX += (length * ((x[i] as number) + (x[i - 1] as number))) / 2;
      massY += (length * ((y[i] as number) + (y[i - 1] as number))) / 2;
    }
  }
  const middle = (IMAGE_SIZE - 1) / 2;
  for (let i = 0; i < pointCount; i++) {
    x[i] = ((x[i] as number) - massX / mass) * scale + middle;
    y[i] = ((y[i] as number) - massY / mass) * scale + middle;
  }
}
