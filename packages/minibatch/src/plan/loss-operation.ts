/** The losses that have weights, options, or a formula of their own. */
import type { FormulaNumbers } from "../losses/formulas/formula.ts";
import type { ElementLossName, RowLossName } from "../losses/formulas.ts";
import type { Tensor } from "./tensor.ts";

export interface LossOperands {
  readonly y: Tensor;
  readonly targets: Tensor;
  readonly prediction: Tensor;
  readonly dy: Tensor;
  readonly loss: Tensor;
}

/** What such a loss has besides: two numbers, of which its formula may need none, and a number of every output. */
interface FormulaOperands extends LossOperands {
  readonly numbers: FormulaNumbers;
  /** [O], or none */
  readonly factors: readonly number[];
  /** a float of every row, by which its loss is multiplied; the mean is over the rows all the same; null: 1 */
  readonly weights: Tensor | null;
}

/** Of each output by itself: targets [B, O]; the mean is over rows and outputs. */
export interface ElementLossOperation extends FormulaOperands {
  readonly kind: "element-loss";
  readonly formula: ElementLossName;
}

/** Of whole rows: targets are classes, an int per row, or shares, [B, O]; the mean is over rows. */
export interface RowLossOperation extends FormulaOperands {
  readonly kind: "row-loss";
  readonly formula: RowLossName;
}
