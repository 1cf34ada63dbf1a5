/**
 * What operations work on: named tensors. A tensor is a name for numbers that an executor keeps, wherever that is; who
 * wants to see them asks the executor. Row-major.
 */

/** "float": the executor's precision; "double": float64 on every executor; "int": whole numbers of 32 bits. */
export type NumberType = "float" | "double" | "int";

/** What a tensor is for. */
export type Role =
  /** a batch's rows, and what each should give: an executor fills them from a feed */
  | "input"
  | "target"
  /** belongs to the model and is saved with it; trained, or only kept */
  | "parameter"
  | "gradient"
  /** an optimizer's */
  | "state"
  /** between operations */
  | "activation"
  /** drawn anew for every step, as dropout's masks are */
  | "drawn"
  /** numbers that the host makes for every step: rates, coefficients */
  | "coefficient"
  /** figures that a step leaves for the host: the loss, sums */
  | "figure";

/**
 * How often its shape is there: once; for each row of a batch, up to the executor's capacity; or for each of the steps that
 * one call may make (MOST_STEPS), where every step works on its own part.
 */
export type Extent = "once" | "row" | "step";

/** A name for numbers that an executor keeps, and their shape. */
export interface Tensor {
  /** who it is: no other tensor of the executor has it, e.g. "layer1.weights" */
  readonly name: string;
  readonly role: Role;
  readonly type: NumberType;
  /** of one row or one step; [] is a single number */
  readonly shape: readonly number[];
  readonly extent: Extent;
  /** set where it is a part of a larger tensor of the same type, "once" as well: `offset` numbers from its beginning */
  readonly within?: { readonly whole: Tensor; readonly offset: number };
}

/** Whether they are one: equal descriptions may be made in several places, or sent to where the numbers are. */
export function areSame(a: Tensor, b: Tensor): boolean {
  return a.name === b.name;
}

/** Most steps of one call: tensors of every step have room for so many. */
export const MOST_STEPS = 64;

/** How many numbers one row, one step, or the whole of it has. */
export function sizeOf({ shape }: Pick<Tensor, "shape">): number {
  return shape.reduce((product, n) => product * n, 1);
}
