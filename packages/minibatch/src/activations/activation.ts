import type { Fields } from "../spec/fields.ts";

/**
 * An activation as a model's description has it, and what the library must know of it. Only executors import its
 * formulas.
 */
export interface Activation<Spec extends { readonly kind: string }> {
  /** its options and their defaults */
  readonly fields: Fields<Spec>;
  /** what other programs call it, in small letters and digits alone, where that is not our name */
  readonly words?: RegExp;
  /** which option, if any, is the `parameter` of the formulas */
  parameter?(spec: Spec): number;
  /** f' can be computed from y alone: z need not be kept, so y overwrites it */
  readonly needsOnlyOutput?: true;
  /** f(z) = z: nothing is computed, and there is no kernel */
  readonly isIdentity?: true;
  /** whether an output is so large or small that the slope is near 0: the doctor counts these */
  isSaturated?(y: number): boolean;
  /** a unit whose outputs are all 0 or less has slope 0 and cannot recover: the doctor counts these */
  readonly dies?: true;
}

/**
 * An activation in float64, one number at a time. `parameter` is the activation's own number, as leaky ReLU's slope; 0
 * where it has none.
 */
export interface ActivationFormula {
  /** f(z) */
  value(z: number, parameter: number): number;
  /** f'(z), given z and y = f(z) */
  derivative(z: number, y: number, parameter: number): number;
}
