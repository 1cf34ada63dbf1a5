/** What each kind of optimizer brings: its options by flavour, its state, and its update. */
import type { UpdateFormula } from "../plan/update-formula.ts";
import { type Field, type Fields, number } from "../spec/fields.ts";
import type { CommonOptions, Flavour, OptimizerSpec } from "./spec.ts";

/** The defaults of a kind in one flavour: the reference program's own. */
export interface FlavourDefaults<S extends OptimizerSpec> {
  readonly learningRate: number;
  /** default 0 */
  readonly weightDecay?: number;
  /** the options beyond the common ones */
  readonly options: Fields<Omit<S, keyof CommonOptions>>;
}

/** One array of the optimizer's state, as long as the parameters, and what it holds before the first update. */
export interface Slot {
  readonly name: string;
  readonly initial: number;
}

export interface OptimizerRule<S extends OptimizerSpec> {
  /** the flavours that have this optimizer */
  readonly flavours: { readonly [F in Flavour]?: FlavourDefaults<S> };
  /** what fields cannot check alone; throws SpecError */
  check?(spec: S, path: string): void;
  /** in the order the formula takes them */
  slots(spec: S): readonly Slot[];
  /** state that is one number for all parameters, before the first update; none by default */
  readonly scalars?: readonly number[];
  formula(spec: S): UpdateFormula;
  /**
   * Fills `out`, in the formula's order, for update t = 1, 2, ... at learning rate `rate`, and
   * moves `scalars` on. All else is a pure function of t, so a resumed run needs nothing else.
   */
  coefficients(spec: S, t: number, rate: number, scalars: Float64Array, out: Float64Array): void;
}

/** Most coefficients a formula takes. */
export const MAX_COEFFICIENTS = 8;

/** The part of an average that is kept: 0 to below 1. */
export function share(fallback: number): Field<number> {
  return number({ atLeast: 0, below: 1 }, fallback);
}

/**
 * What keeps a denominator from 0. It may be 0 itself, as in Keras and PyTorch: a weight that has never had a gradient
 * is then 0/0, here as there.
 */
export function epsilonOf(fallback: number): Field<number> {
  return number({ atLeast: 0 }, fallback);
}

export function zeroed(...names: readonly string[]): readonly Slot[] {
  return names.map((name) => ({ name, initial: 0 }));
}
