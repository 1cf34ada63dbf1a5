/**
 * Bernstein, Wang, Azizzadenesheli & Anandkumar, "signSGD: compressed optimisation for non-convex problems", 2018. The
 * sign of 0 is 0; that of NaN is NaN, so that a broken gradient shows.
 */
import type { UpdateFormula } from "../../plan/update-formula.ts";

/** Algorithm 1. c = [eta]: p -= eta sign(g) */
export const signsgd: UpdateFormula = {
  name: "signsgd",
  slots: 0,
  coefficients: 1,
  apply(p, g, _slots, [eta], N) {
    for (let n = 0; n < N; n++) p[n] -= eta * sign(g[n]);
  },
};

/** Algorithm 2, Signum. c = [eta, b, 1 - b]: m = b m + (1 - b) g; p -= eta sign(m) */
export const signum: UpdateFormula = {
  name: "signum",
  slots: 1,
  coefficients: 3,
  apply(p, g, [m], [eta, b, share], N) {
    for (let n = 0; n < N; n++) {
      m[n] = b * m[n] + share * g[n];
      p[n] -= eta * sign(m[n]);
    }
  },
};

function sign(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : x;
}
