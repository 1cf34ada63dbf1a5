import type { FloatArray } from "../math/float-array.ts";
import type { UpdateFormula } from "../plan/update-formula.ts";
import { sumOfSquares } from "./elementwise.ts";

/** The smallest float32 that is not subnormal. */
const SMALLEST = 2 ** -126;

/** p [N] and the slots, each [N], from g [N], as the formula says. */
export function update(
  formula: UpdateFormula,
  p: FloatArray,
  g: FloatArray,
  slots: readonly FloatArray[],
  coefficients: Float64Array,
): void {
  formula.apply(p, g, slots, coefficients, p.length);
  if (p instanceof Float32Array) for (const slot of slots) clearSubnormals(slot);
}

/**
 * The slots of a dead unit decay for ever, and arithmetic on subnormal numbers is a hundred times slower: they become
 * 0.
 */
function clearSubnormals(slot: FloatArray): void {
  for (let n = 0; n < slot.length; n++) if (Math.abs(slot[n]) < SMALLEST) slot[n] = 0;
}

/** p [N] -= rate r g [N]; r = |p| / |g|, or 1 where either norm is 0 or no number */
export function scaledStep(p: FloatArray, g: FloatArray, rate: number): void {
  const [size, length] = [Math.sqrt(sumOfSquares(p)), Math.sqrt(sumOfSquares(g))];
  const ratio = size > 0 && length > 0 ? size / length : 1;
  for (let n = 0; n < p.length; n++) p[n] -= rate * ratio * g[n];
}
