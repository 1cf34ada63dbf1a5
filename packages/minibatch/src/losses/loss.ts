import type { Fields } from "../spec/fields.ts";
import type { FormulaNumbers } from "./formulas/formula.ts";
import type { ElementLossName, RowLossName } from "./formulas.ts";

/** The losses of the core, by name: their plain operations are in the kernels that every page loads. */
export type CoreLossKind = "softmax-cross-entropy" | "sigmoid-binary-cross-entropy" | "mean-squared-error";

/** A loss by its formula: what an operation of the executors is told. */
export type LossFormula = {
  readonly numbers: FormulaNumbers;
  /** a number of every output, or none */
  readonly factors: readonly number[];
} & (
  | { readonly kind: "element-loss"; readonly formula: ElementLossName }
  | { readonly kind: "row-loss"; readonly formula: RowLossName }
);

/** What the library must know of a loss; `Spec` is its kind with its options. */
export interface LossRule<Spec extends { readonly kind: string }> {
  /** what the loss does to the outputs, where it contains that: the last layer is then linear */
  readonly activation: "softmax" | "sigmoid" | "exponential" | null;
  readonly leastOutputs: number;
  /** whether a row's target may be the number of its class */
  readonly takesClasses: boolean;
  /** what targets given as numbers are; shares lie within 0 and 1, counts are at least 0 */
  readonly targets: "shares" | "numbers" | "counts";
  /**
   * what accuracy counts: the class of a row whose output is largest, each output above one half or not, or above 0 or
   * not, or nothing
   */
  readonly counts: "classes" | "bits" | "signs" | null;
  /** its options and their defaults; a kind whose options are all as these is stored as its name */
  readonly fields: Fields<Spec>;
  /**
   * The formula, for so many outputs. Kinds of the core have operations of their own, which are used where a loss has
   * no options and rows no weights; without `formula` they have neither.
   */
  formula?(spec: Spec, outputs: number): LossFormula;
  /** where there is no operation of its own: `formula` is used always */
  readonly kernels?: "full";
}

/** Options of which there may be one for each output. */
export type OfOutputs = number | readonly number[];
