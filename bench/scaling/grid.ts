/** The points of case I: depth layers of `width` units on `width` inputs, and ten classes. */
export interface Point {
  readonly width: number;
  readonly batch: number;
  /** layers with ReLU */
  readonly depth: number;
}

export interface TimedPoint extends Point {
  /** of one step */
  readonly seconds: number;
}

export const CLASSES = 10;

const WIDTHS = [64, 128, 256, 512, 1024, 2048, 4096];
const BATCHES = [1, 4, 16, 64, 256, 1024, 4096];
const DEPTHS = [1, 2, 4, 8, 16, 32];

/** Larger ones take minutes, or gigabytes, and show nothing new. */
const MOST_OPERATIONS = 8e9;
const MOST_PARAMETERS = 2 ** 25;

export function parametersOf({ width, depth }: Point): number {
  return depth * width * width + width * CLASSES;
}

/** Of one step: forward, weights' gradient and, but for the first layer, inputs' gradient. */
export function operationsOf({ width, batch, depth }: Point): number {
  return 2 * batch * (3 * (depth * width * width + width * CLASSES) - width * width);
}

export function listPoints(): Point[] {
  const all = WIDTHS.flatMap((width) => BATCHES.flatMap((batch) => DEPTHS.map((depth) => ({ width, batch, depth }))));
  return all.filter((point) => operationsOf(point) <= MOST_OPERATIONS && parametersOf(point) <= MOST_PARAMETERS);
}

/** A checkerboard: every point of one half has neighbours in the other. */
export function isInFirstHalf({ width, batch, depth }: Point): boolean {
  return (Math.log2(width) + Math.log2(batch) / 2 + Math.log2(depth)) % 2 === 0;
}
