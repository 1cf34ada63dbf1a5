import type { UpdateFormula } from "../../plan/update-formula.ts";

/**
 * Xie, Zhou, Li, Lin & Yan, "Adan: adaptive Nesterov momentum algorithm for faster optimizing deep models", 2022,
 * algorithm 1 without restarts. c = [b1, 1 - b1, b2, 1 - b2, b3, 1 - b3, has, eta, epsilon, shrink], betas being what
 * is kept: d = has (g - the gradient before); m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) d; n = b3 n + (1 - b3) (g + b2
 * d)^2; p = shrink (p - eta (m + b2 v) / (sqrt(n) + epsilon)). `has` is 0 at the first update, `shrink` 1 / (1 + eta
 * weightDecay). It begins with m = g, v = 0, n = g^2; the first difference is v as it is.
 */
export const adan: UpdateFormula = {
  name: "adan",
  slots: 4,
  coefficients: 10,
  apply(p, g, [m, v, n, before], [b1, share1, b2, share2, b3, share3, has, eta, epsilon, shrink], N) {
    for (let i = 0; i < N; i++) {
      const d = has * (g[i] - before[i]);
      const ahead = g[i] + b2 * d;
      m[i] = b1 * m[i] + share1 * g[i];
      v[i] = b2 * v[i] + share2 * d;
      n[i] = b3 * n[i] + share3 * (ahead * ahead);
      p[i] = shrink * (p[i] - (eta * (m[i] + b2 * v[i])) / (Math.sqrt(n[i]) + epsilon));
      before[i] = g[i];
    }
  },
};
