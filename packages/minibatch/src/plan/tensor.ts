/**
 * Tensors, on which operations work. A tensor is a name for numbers that an executor keeps; to see them, ask the
 * executor. Row-major.
 */

/** "float": the executor's precision; "double": float64 on every executor; "int": whole numbers of 32 bits. */
export type NumberType = "float" | "double" | "int";

/** What a tensor is for. */
export type Role =
  /** a batch's rows and their targets: an executor fills them from a feed */
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
 * How many times a tensor has its shape: once; for each row of a batch, up to the executor's capacity; or for each step
 * of one call (MOST_STEPS), where every step uses its own part.
 */
export type Extent = "once" | "row" | "step";

/** A name for numbers that an executor keeps, and their shape. */
export interface Tensor {
  /** unique in an executor, e.g. "layer1.weights" */
  readonly name: string;
  readonly role: Role;
  readonly type: NumberType;
  /** of one row or one step; [] is a single number */
  readonly shape: readonly number[];
  readonly extent: Extent;
  /**
   * set where it is a part of a larger tensor of the same type, whose extent is "once" too: it begins `offset` numbers
   * into it
   */
  readonly within?: { readonly whole: Tensor; readonly offset: number };
}

/** Whether two descriptions are of the same tensor: they may be made in several places, or sent between threads. */
export function areSame(a: Tensor, b: Tensor): boolean {
  return a.name === b.name;
}

/** Most steps of one call: tensors of every step have room for this many. */
export const MOST_STEPS = 64;

/** How many numbers a tensor has: of one row or one step, or in all where it is there once. */
export function sizeOf({ shape }: Pick<Tensor, "shape">): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** The last dimension of a row: its channels, or what it has of numbers. */
export function channelsOf({ shape }: Pick<Tensor, "shape">): number {
  return shape[shape.length - 1];
}
