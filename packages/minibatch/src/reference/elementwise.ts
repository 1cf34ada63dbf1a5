/** One element at a time, and sums over all of them, in float64 from the first to the last. All arrays are [N]. */
import type { ActivationKind } from "../activations/activations.ts";
import { activationFormulas } from "../activations/formulas.ts";
import type { FloatArray } from "../math/float-array.ts";

/** y = f(z) */
export function activate(kind: ActivationKind, parameter: number, z: FloatArray, y: FloatArray): void {
  const { value } = activationFormulas[kind];
  for (let n = 0; n < z.length; n++) y[n] = value(z[n], parameter);
}

/** dy = dy f'(z), given y = f(z) */
export function activateBackward(
  kind: ActivationKind,
  parameter: number,
  z: FloatArray,
  y: FloatArray,
  dy: FloatArray,
): void {
  const { derivative } = activationFormulas[kind];
  for (let n = 0; n < z.length; n++) dy[n] *= derivative(z[n], y[n], parameter);
}

/** y = a + b */
export function add(a: FloatArray, b: FloatArray, y: FloatArray): void {
  for (let n = 0; n < y.length; n++) y[n] = a[n] + b[n];
}

/** y = x m */
export function multiply(x: FloatArray, m: FloatArray, y: FloatArray): void {
  for (let n = 0; n < x.length; n++) y[n] = x[n] * m[n];
}

/** to += c x */
export function addScaled(x: FloatArray, c: number, to: FloatArray): void {
  for (let n = 0; n < x.length; n++) to[n] += c * x[n];
}

/** dw += l1 sign(w) + 2 l2 w */
export function addPenaltyGradient(w: FloatArray, l1: number, l2: number, dw: FloatArray): void {
  for (let n = 0; n < w.length; n++) dw[n] += l1 * sign(w[n]) + 2 * l2 * w[n];
}

/** g = g limit / norm where its norm, plus the slack, is above the limit: Pascanu et al. (2013), algorithm 1 */
export function clipNorm(g: FloatArray, limit: number, slack: number): void {
  const norm = Math.sqrt(sumOfSquares(g)) + slack;
  if (!(norm > limit)) return;
  const c = limit / norm;
  for (let n = 0; n < g.length; n++) g[n] *= c;
}

/** g = min(max(g, -limit), limit); NaN stays */
export function clipValue(g: FloatArray, limit: number): void {
  for (let n = 0; n < g.length; n++) g[n] = Math.min(Math.max(g[n], -limit), limit);
}

export function sumOfSquares(x: FloatArray): number {
  let sum = 0;
  for (let n = 0; n < x.length; n++) sum += x[n] * x[n];
  return sum;
}

export function sumOfMagnitudes(x: FloatArray): number {
  let sum = 0;
  for (let n = 0; n < x.length; n++) sum += Math.abs(x[n]);
  return sum;
}

/** -1, 0 or 1; NaN goes through */
function sign(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : x;
}
