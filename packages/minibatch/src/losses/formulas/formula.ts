import type { FloatArray } from "../../math/float-array.ts";

/** Numbers of a formula: two, of which it may need none. */
export type FormulaNumbers = readonly [number, number];

/**
 * A loss of each output by itself, in float64; `factor` is the output's own number, 1 where it has none. What `numbers`
 * are, the formula says.
 */
export interface ElementFormula {
  /** what the network predicts where its output is z */
  prediction(z: number): number;
  loss(z: number, t: number, numbers: FormulaNumbers, factor: number): number;
  /** the derivative of the loss with respect to z */
  slope(z: number, t: number, numbers: FormulaNumbers, factor: number): number;
}

/**
 * A loss of all outputs of a row, in float64. Reads outputs and targets, each [count] from `start` on; writes the
 * prediction and the gradient of the row's loss, times `scale`; returns the row's loss, not scaled. `factors`: a number
 * for each output, or none.
 */
export type RowFormula = (
  row: {
    readonly outputs: FloatArray;
    readonly targets: FloatArray;
    readonly prediction: FloatArray;
    readonly gradient: FloatArray;
    readonly start: number;
    readonly count: number;
    readonly scale: number;
  },
  numbers: FormulaNumbers,
  factors: readonly number[],
) => number;
