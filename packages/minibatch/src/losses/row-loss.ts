import type { FloatArray } from "../math/float-array.ts";

/**
 * A loss as float64 formulas of one row. Reads outputs and targets, each [count] from `start` on; writes the prediction
 * and the gradient of the row's loss with respect to the outputs, times `scale`; returns the row's loss, not scaled.
 * The prediction may be the outputs' own buffer.
 */
export type RowLoss = (
  outputs: FloatArray,
  targets: FloatArray,
  prediction: FloatArray,
  gradient: FloatArray,
  start: number,
  count: number,
  scale: number,
) => number;
