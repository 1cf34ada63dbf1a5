import type { UpdateFormula } from "../../plan/update-formula.ts";

/**
 * Duchi, Hazan & Singer, 2011. c = [eta, inner, outer]: a += g^2; p -= eta g / (sqrt(a + inner) + outer).
 * Epsilon is `inner` in Keras 3, `outer` elsewhere; the other is 0.
 */
export const adagrad: UpdateFormula = {
  name: "adagrad",
  slots: 1,
  coefficients: 3,
  apply(p, g, [a], [eta, inner, outer], N) {
    for (let n = 0; n < N; n++) {
      a[n] += g[n] * g[n];
      p[n] -= (eta * g[n]) / (Math.sqrt(a[n] + inner) + outer);
    }
  },
};
