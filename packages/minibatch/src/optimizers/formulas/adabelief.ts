import type { UpdateFormula } from "../../plan/update-formula.ts";

/**
 * Zhuang, Tang, Ding, Tatikonda, Dvornek, Papademetris & Duncan, "AdaBelief optimizer: adapting stepsizes by the belief
 * in observed gradients", 2020, algorithm 2 without its projection. c = [b1, 1 - b1, b2, 1 - b2, rate, r, epsilon]: m =
 * b1 m + (1 - b1) g; s = b2 s + (1 - b2) (g - m)^2 + epsilon; p -= rate m / (r sqrt(s) + epsilon). Epsilon is added
 * twice, as there: at every update to s, which keeps it, and to the root. The host puts the bias corrections into
 * `rate` and `r`.
 */
export const adabelief: UpdateFormula = {
  name: "adabelief",
  slots: 2,
  coefficients: 7,
  apply(p, g, [m, s], [b1, share1, b2, share2, rate, r, epsilon], N) {
    for (let n = 0; n < N; n++) {
      m[n] = b1 * m[n] + share1 * g[n];
      const surprise = g[n] - m[n];
      s[n] = b2 * s[n] + share2 * (surprise * surprise) + epsilon;
      p[n] -= (rate * m[n]) / (r * Math.sqrt(s[n]) + epsilon);
    }
  },
};
