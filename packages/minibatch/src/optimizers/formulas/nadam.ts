import type { UpdateFormula } from "../../plan/update-formula.ts";

/**
 * Dozat, 2016. c = [b1, 1 - b1, b2, 1 - b2, now, next, s, epsilon]: m and v as Adam's;
 * p -= (now g + next m) / (s sqrt(v) + epsilon). The host puts the momentum schedule, the bias
 * corrections and the rate into `now`, `next` and `s`.
 */
export const nadam: UpdateFormula = {
  name: "nadam",
  slots: 2,
  coefficients: 8,
  apply(p, g, [m, v], [b1, share1, b2, share2, now, next, s, epsilon], N) {
    for (let n = 0; n < N; n++) {
      m[n] = b1 * m[n] + share1 * g[n];
      v[n] = b2 * v[n] + share2 * (g[n] * g[n]);
      p[n] -= (now * g[n] + next * m[n]) / (s * Math.sqrt(v[n]) + epsilon);
    }
  },
};
