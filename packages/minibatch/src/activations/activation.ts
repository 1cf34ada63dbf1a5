import type { Fields } from "../spec/fields.ts";

/** One activation as a model's description has it, and what the library must know of it. Its formulas are loaded by who runs them. */
export interface Activation<Spec extends { readonly kind: string }> {
  /** its options and their defaults */
  readonly fields: Fields<Spec>;
  /** what other programs call it, in small letters and digits alone, where that is not our name */
  readonly words?: RegExp;
  /** which option, if any, is the `parameter` of the formulas */
  parameter?(spec: Spec): number;
  /** f' is the same with y in z's place: z need not be kept, y overwrites it */
  readonly needsOnlyOutput?: true;
  /** f(z) = z: nothing is computed, and there is no kernel */
  readonly isIdentity?: true;
  /** whether an output lies so far out that the slope is near 0: the doctor counts them */
  isSaturated?(y: number): boolean;
  /** a unit whose outputs are never above 0 has no slope left, and stays so: the doctor counts them */
  readonly dies?: true;
}

/**
 * An activation in float64, one number at a time. `parameter` is the number of its own that one may have, as leaky ReLU's slope
 * is; 0 elsewhere.
 */
export interface ActivationFormula {
  /** f(z) */
  value(z: number, parameter: number): number;
  /** f'(z), given z and y = f(z) */
  derivative(z: number, y: number, parameter: number): number;
}
