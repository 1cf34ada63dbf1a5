/** What each kind of optimizer defines: its options by flavour, its state, and its update. */
import type { UpdateFormula } from "../plan/update-formula.ts";
import { type Field, type Fields, number } from "../spec/fields.ts";
import type { CommonDefaults, CommonOptions, Flavour } from "./common-options.ts";

/** The options that a complete optimizer of any kind has. */
export interface AnyOptions extends CommonOptions {
  readonly kind: string;
}

/** The defaults of a kind in one flavour: the reference program's own. */
export interface FlavourDefaults<S extends AnyOptions> extends CommonDefaults {
  /** the options beyond the common ones */
  readonly options: Fields<Omit<S, keyof CommonOptions>>;
}

/** One array of the optimizer's state, as long as the parameters, and what it holds before the first update. */
export interface Slot {
  readonly name: string;
  readonly initial: number;
}

/**
 * What follows the formula, over a whole variable at a time. "scaled-step": p -= rate r g, where g is what the formula
 * left in the gradient's place and r = |p| / |g|, or 1 where either norm is 0.
 */
export type VariablePass = "scaled-step";

export interface OptimizerRule<S extends AnyOptions> {
  /** the flavours that have this optimizer */
  readonly flavours: { readonly [F in Flavour]?: FlavourDefaults<S> };
  /** what fields cannot check alone; throws SpecError */
  check?(spec: S, path: string): void;
  /** the formula includes the weight decay: nothing else may decay the weights */
  readonly decaysWeights?: true;
  /** an infinite gradient makes a finite step, so that nothing later would show it: gradients are checked */
  readonly hidesInfinity?: true;
  /** in the order the formula takes them */
  slots(spec: S): readonly Slot[];
  /** state that is one number for all parameters, before the first update; none by default */
  readonly scalars?: readonly number[];
  /** all that `formula` may choose from */
  readonly formulas: readonly UpdateFormula[];
  /** by default the first of `formulas` */
  formula?(spec: S): UpdateFormula;
  /** none by default */
  readonly passes?: readonly VariablePass[];
  /**
   * Fills `out`, in the formula's order and as many as it takes, for update t = 1, 2, ... at learning rate `rate`, and
   * moves `scalars` on. All else is a pure function of t, so a resumed run needs nothing else.
   */
  coefficients(spec: S, t: number, rate: number, scalars: Float64Array, out: Float64Array): void;
}

/** The part of an average that is kept: 0 to below 1. */
export function share(fallback: number): Field<number> {
  return number({ atLeast: 0, below: 1 }, fallback);
}

/**
 * A small number added to a denominator. It may be 0, as in Keras and PyTorch: then a weight that has never had a
 * gradient is 0/0, here as there.
 */
export function epsilonOf(fallback: number): Field<number> {
  return number({ atLeast: 0 }, fallback);
}

export function zeroed(...names: readonly string[]): readonly Slot[] {
  return names.map((name) => ({ name, initial: 0 }));
}
