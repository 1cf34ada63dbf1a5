/**
 * Kingma & Ba, 2015, algorithm 1; AMSGrad: Reddi et al., 2018, algorithm 2, over the uncorrected v.
 * c = [b1, 1 - b1, b2, 1 - b2, rate, s, epsilon]: m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2;
 * p -= rate m / (s sqrt(v) + epsilon). The host puts the bias corrections into `rate` and `s`.
 */
import type { UpdateFormula } from "../../plan/update-formula.ts";

export const adam: UpdateFormula = {
  name: "adam",
  slots: 2,
  coefficients: 7,
  apply(p, g, [m, v], [b1, share1, b2, share2, rate, s, epsilon], N) {
    for (let n = 0; n < N; n++) {
      m[n] = b1 * m[n] + share1 * g[n];
      v[n] = b2 * v[n] + share2 * (g[n] * g[n]);
      p[n] -= (rate * m[n]) / (s * Math.sqrt(v[n]) + epsilon);
    }
  },
};

/** The largest v so far, instead of v, under the root. */
export const adamAmsgrad: UpdateFormula = {
  name: "adam_amsgrad",
  slots: 3,
  coefficients: 7,
  apply(p, g, [m, v, vMax], [b1, share1, b2, share2, rate, s, epsilon], N) {
    for (let n = 0; n < N; n++) {
      m[n] = b1 * m[n] + share1 * g[n];
      v[n] = b2 * v[n] + share2 * (g[n] * g[n]);
      vMax[n] = Math.max(vMax[n], v[n]);
      p[n] -= (rate * m[n]) / (s * Math.sqrt(vMax[n]) + epsilon);
    }
  },
};
