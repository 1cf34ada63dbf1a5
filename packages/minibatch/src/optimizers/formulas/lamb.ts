import type { UpdateFormula } from "../../plan/update-formula.ts";

/**
 * You et al., "Large batch optimization for deep learning: training BERT in 76 minutes", 2020, algorithm 2, but for the
 * step. c = [b1, 1 - b1, b2, 1 - b2, a, s, epsilon]: m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; then g = a m / (s
 * sqrt(v) + epsilon), the direction of the step. The host puts the bias corrections into `a` and `s`.
 */
export const lamb: UpdateFormula = {
  name: "lamb",
  slots: 2,
  coefficients: 7,
  apply(_p, g, [m, v], [b1, share1, b2, share2, a, s, epsilon], N) {
    for (let n = 0; n < N; n++) {
      m[n] = b1 * m[n] + share1 * g[n];
      v[n] = b2 * v[n] + share2 * (g[n] * g[n]);
      g[n] = (a * m[n]) / (s * Math.sqrt(v[n]) + epsilon);
    }
  },
};
