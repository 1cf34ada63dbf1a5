/** Operations on one element at a time: activations, products, clipping, penalties. N elements. */
import { activations } from "../../activations/activations.ts";
import type { FloatArray, Kernels } from "../kernels.ts";

type ElementwiseKernels = Pick<
  Kernels,
  | "activationForward"
  | "activationBackward"
  | "multiply"
  | "scale"
  | "clip"
  | "addPenaltyGradient"
  | "addScaled"
  | "update"
>;

/** -1, 0 or 1; NaN goes through */
function sign(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : x;
}

export const elementwiseKernels: ElementwiseKernels = {
  activationForward(kind, parameter, z, y, N) {
    const { value } = activations[kind];
    for (let i = 0; i < N; i++) y[i] = value(z[i], parameter);
  },

  activationBackward(kind, parameter, z, y, dy, dz, N) {
    const { derivative } = activations[kind];
    for (let i = 0; i < N; i++) dz[i] = dy[i] * derivative(z[i], y[i], parameter);
  },

  multiply(x, m, y, N) {
    for (let i = 0; i < N; i++) y[i] = x[i] * m[i];
  },

  scale(x, c, N) {
    for (let i = 0; i < N; i++) x[i] *= c;
  },

  clip(x, limit, N) {
    for (let i = 0; i < N; i++) x[i] = Math.min(Math.max(x[i], -limit), limit);
  },

  addPenaltyGradient(g, w, l1, l2, N) {
    for (let i = 0; i < N; i++) g[i] += l1 * sign(w[i]) + 2 * l2 * w[i];
  },

  addScaled(g, w, c, N) {
    for (let i = 0; i < N; i++) g[i] += c * w[i];
  },

  update(formula, p, g, slots, coefficients, N) {
    formula.apply(p, g, slots, coefficients, N);
    if (p instanceof Float32Array) for (const slot of slots) clearSubnormals(slot, N);
  },
};

/** The smallest float32 that is not subnormal. */
const SMALLEST = 2 ** -126;

/** What a dead unit leaves decays for ever, and arithmetic on subnormal numbers is a hundred times slower: it ends at 0. */
function clearSubnormals(slot: FloatArray, N: number): void {
  for (let i = 0; i < N; i++) if (Math.abs(slot[i]) < SMALLEST) slot[i] = 0;
}
