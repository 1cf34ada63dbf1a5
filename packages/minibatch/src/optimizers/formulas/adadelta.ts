import type { UpdateFormula } from "../../plan/update-formula.ts";

/**
 * Zeiler, 2012, algorithm 1. c = [rho, 1 - rho, eta, epsilon]: a = rho a + (1 - rho) g^2;
 * u = g sqrt(d + epsilon) / sqrt(a + epsilon); p -= eta u; d = rho d + (1 - rho) u^2.
 */
export const adadelta: UpdateFormula = {
  name: "adadelta",
  slots: 2,
  coefficients: 4,
  apply(p, g, [a, d], [rho, share, eta, epsilon], N) {
    for (let n = 0; n < N; n++) {
      a[n] = rho * a[n] + share * (g[n] * g[n]);
      const u = (g[n] * Math.sqrt(d[n] + epsilon)) / Math.sqrt(a[n] + epsilon);
      p[n] -= eta * u;
      d[n] = rho * d[n] + share * (u * u);
    }
  },
};
