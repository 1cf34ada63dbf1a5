/** Floating-point operations of one unit: 2MNK for a product, nothing for all the rest. */
import type { TimedCase } from "./cases.ts";

/** of MNIST's training pixels */
const SHARE_OF_NON_ZERO = 0.191;

export interface Operations {
  readonly dense: number;
  /** without those on zeros of the input; null where the input is dense */
  readonly effective: number | null;
}

/** Multiply-adds of each layer for a row, of networks that are not dense layers alone. */
const NETWORKS = {
  lenet: [784 * 25 * 6, 100 * 150 * 16, 400 * 120, 120 * 84, 84 * 10],
  convolution: [784 * 288 * 64],
};

export function countOperations({ work, unit }: TimedCase): Operations {
  const rows = unit === "epoch" ? work.rows : unit === "step" ? work.batch : 10_000;
  if (work.network !== undefined) {
    const [first, ...others] = NETWORKS[work.network].map((count) => 2 * rows * count);
    // the convolution alone has its inputs' gradient
    const passes = work.network === "convolution" ? 3 : 2;
    return { dense: others.reduce((sum, product) => sum + 3 * product, passes * first!), effective: null };
  }
  const products = work.sizes.slice(1).map((units, layer) => 2 * rows * work.sizes[layer]! * units);
  // forward, weights' gradient, inputs' gradient; the first layer's inputs need none, predictions neither
  const passes = products.map((_, layer) => (work.task === "predict" ? 1 : layer === 0 ? 2 : 3));
  const count = (firstShare: number): number =>
    products.reduce((sum, product, layer) => sum + product * passes[layer]! * (layer === 0 ? firstShare : 1), 0);
  return { dense: count(1), effective: work.source === "mnist" ? count(SHARE_OF_NON_ZERO) : null };
}
