import type { FloatArray } from "../math/float-array.ts";

/**
 * The elementwise formula of an optimizer's update, which is its own specification: the reference runs `apply`, and the
 * compiled kernels have a function of the same `name`. Where a pass over whole variables follows, the formula leaves
 * their direction in g.
 */
export interface UpdateFormula {
  /** e.g. `adam`, `rmsprop_centered` */
  readonly name: string;
  /** how many of them it takes */
  readonly slots: number;
  readonly coefficients: number;
  /**
   * changes p_N (or g_N) and the slots, each [N], from g_N; `coefficients` are float64 and made on the host once per
   * update
   */
  apply(p: FloatArray, g: FloatArray, slots: readonly FloatArray[], coefficients: Float64Array, N: number): void;
}
