/**
 * Operations, of which plans are made. Each is a pure function of the tensors that it reads, and overwrites those that
 * it writes. An executor runs them as if one after the other. Work is split over outputs only, never over a sum, so
 * that any number of threads gives the same bits. `reference/` is the specification: one function per kind.
 *
 * Shape letters: B rows of the batch, I inputs, O outputs, N all elements. A tensor may be both read and written only
 * where an operation says so.
 */
import type { ActivationKind } from "../activations/activations.ts";
import type { ConvolutionOperation } from "./convolution.ts";
import type { ElementLossOperation, LossOperands, RowLossOperation } from "./loss-operation.ts";
import type { NormalizationOperation } from "./normalization.ts";
import type { PoolingOperation } from "./pooling-operation.ts";
import type { Tensor } from "./tensor.ts";
import type { UpdateFormula } from "./update-formula.ts";

export type { LossOperands } from "./loss-operation.ts";

/** An operation. */
export type Operation =
  | ConvolutionOperation
  /** y_BO = x_BI w_IO + b_O; x may be the input, in whatever form it is fed */
  | { readonly kind: "dense"; readonly x: Tensor; readonly w: Tensor; readonly b: Tensor; readonly y: Tensor }
  /** dx_BI = dy_BO w_IO^T */
  | { readonly kind: "dense-backward"; readonly dy: Tensor; readonly w: Tensor; readonly dx: Tensor }
  /** dw_IO = x_BI^T dy_BO; x may be the input */
  | { readonly kind: "dense-gradient"; readonly x: Tensor; readonly dy: Tensor; readonly dw: Tensor }
  /** db_O = column sums of dy_BO */
  | { readonly kind: "column-sums"; readonly dy: Tensor; readonly db: Tensor }
  /** y = f(z); y may be z. `parameter` is the activation's own number: leaky ReLU's slope, ELU's alpha, else 0 */
  | {
      readonly kind: "activate";
      readonly activation: ActivationKind;
      readonly parameter: number;
      readonly z: Tensor;
      readonly y: Tensor;
    }
  /** dy becomes dy f'(z), given y = f(z) */
  | {
      readonly kind: "activate-backward";
      readonly activation: ActivationKind;
      readonly parameter: number;
      readonly z: Tensor;
      readonly y: Tensor;
      readonly dy: Tensor;
    }
  /** y = a + b; a or b may be the input, y may be either */
  | { readonly kind: "add"; readonly a: Tensor; readonly b: Tensor; readonly y: Tensor }
  /** y = x m; x may be the input, y may be x */
  | { readonly kind: "multiply"; readonly x: Tensor; readonly m: Tensor; readonly y: Tensor }
  | PoolingOperation
  /**
   * A loss of y, [B, O], and its targets: prediction, dL/dy in `dy`, and the mean in `loss`, a double of every step. A
   * loss that is not finite raises the flag that "stop-unless-finite" looks at.
   *
   * Softmax: targets are classes, an int per row, or shares, [B, O]; the mean is over rows.
   */
  | ({ readonly kind: "softmax-cross-entropy" } & LossOperands)
  /** targets [B, O]; the mean is over rows and outputs */
  | ({ readonly kind: "sigmoid-binary-cross-entropy" } & LossOperands)
  | ({ readonly kind: "mean-squared-error" } & LossOperands)
  | ElementLossOperation
  | RowLossOperation
  /**
   * dw += l1 sign(w) + 2 l2 w; sums, two doubles of every step, become the sums of |w| and of w^2, each 0 where its
   * factor is. What they add to the loss, if not finite, raises the flag.
   */
  | {
      readonly kind: "penalty";
      readonly w: Tensor;
      readonly dw: Tensor;
      readonly l1: number;
      readonly l2: number;
      readonly sums: Tensor;
    }
  /** sum, a double, becomes the sum of squares of x, accumulated in float64 */
  | { readonly kind: "sum-of-squares"; readonly x: Tensor; readonly sum: Tensor }
  /** raises the flag where x is not finite, or its sum of squares is not */
  | { readonly kind: "check-finite"; readonly x: Tensor }
  /**
   * ends the run before this step's updates if the flag is raised: only the steps before it are done. The flag is
   * cleared when a run begins.
   */
  | { readonly kind: "stop-unless-finite" }
  /** g = g limit / norm where its norm, plus the slack, is above the limit */
  | { readonly kind: "clip-norm"; readonly g: Tensor; readonly limit: number; readonly slack: number }
  /** g = min(max(g, -limit), limit); NaN stays */
  | { readonly kind: "clip-value"; readonly g: Tensor; readonly limit: number }
  /** to += factor x; factor is a double of every step */
  | { readonly kind: "add-scaled"; readonly x: Tensor; readonly to: Tensor; readonly factor: Tensor }
  /**
   * changes p and the slots by g, as the formula says, or g itself for a pass that follows; coefficients are doubles of
   * every step
   */
  | {
      readonly kind: "update";
      readonly formula: UpdateFormula;
      readonly p: Tensor;
      readonly g: Tensor;
      readonly slots: readonly Tensor[];
      readonly coefficients: Tensor;
    }
  /**
   * p -= rate r g, for a whole variable: r = |p| / |g|, Euclidean norms accumulated in float64, or 1 where either is 0
   * or not a number. rate is a double of every step.
   */
  | { readonly kind: "scaled-step"; readonly p: Tensor; readonly g: Tensor; readonly rate: Tensor }
  /** to += share (x - to); share is a double of every step, and where it is 1, to becomes x, whatever it was */
  | { readonly kind: "blend"; readonly x: Tensor; readonly to: Tensor; readonly share: Tensor }
  /**
   * w becomes what the constraint allows: a unit's weights are a column of w_KO, O its last size, and c their norm,
   * accumulated in float64. "max-norm": the column times limit / (c + 1e-7) where c is above the limit; "unit-norm":
   * everywhere, with limit 1; "non-negative": max(w, 0). NaN stays
   */
  | { readonly kind: "constrain"; readonly w: Tensor; readonly constraint: ConstraintKind; readonly limit: number }
  | NormalizationOperation;

/** What weights may be held to. */
export type ConstraintKind = "max-norm" | "non-negative" | "unit-norm";

/** The name of an operation. */
export type OperationKind = Operation["kind"];
/** The operation of a kind. */
export type OperationOf<K extends OperationKind> = Extract<Operation, { readonly kind: K }>;

/** All that an operation reads or writes. */
export function operandsOf(operation: Operation): readonly Tensor[] {
  return Object.values(operation)
    .flat()
    .filter((operand): operand is Tensor => typeof operand === "object" && operand !== null && "extent" in operand);
}

/** Whether it changes a tensor that belongs to the model and is not trained: never done twice for one step. */
export function changesKept({ kind }: Operation): boolean {
  return kind === "move-statistics";
}
