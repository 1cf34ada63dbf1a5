import type { UpdateFormula } from "../../plan/update-formula.ts";

/**
 * Kingma & Ba, 2015, algorithm 2. c = [b1, 1 - b1, b2, rate, inner, outer]: m = b1 m + (1 - b1) g;
 * u = max(b2 u, |g| + inner); p -= rate m / (u + outer). Epsilon is `inner` in PyTorch, `outer` in
 * Keras; the other is 0.
 */
export const adamax: UpdateFormula = {
  name: "adamax",
  slots: 2,
  coefficients: 6,
  apply(p, g, [m, u], [b1, share1, b2, rate, inner, outer], N) {
    for (let n = 0; n < N; n++) {
      m[n] = b1 * m[n] + share1 * g[n];
      u[n] = Math.max(b2 * u[n], Math.abs(g[n]) + inner);
      p[n] -= (rate * m[n]) / (u[n] + outer);
    }
  },
};
