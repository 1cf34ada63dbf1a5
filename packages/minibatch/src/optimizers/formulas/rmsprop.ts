/**
 * RMSprop: Tieleman & Hinton, Coursera lecture 6.5, 2012; centered: Graves, 2013, equations 38 to 41.
 * The flavours differ in where epsilon stands and in what the momentum buffer holds, so both are
 * coefficients: `inner` is added under the root, `outer` to it (one of them is 0); `entry` scales
 * what enters the buffer, `exit` what leaves it (one is the rate, the other 1).
 */
import type { UpdateFormula } from "../../plan/update-formula.ts";

/** c = [rho, 1 - rho, eta, inner, outer]: a = rho a + (1 - rho) g^2; p -= eta g / (sqrt(a + inner) + outer) */
export const rmsprop: UpdateFormula = {
  name: "rmsprop",
  slots: 1,
  coefficients: 5,
  apply(p, g, [a], [rho, share, eta, inner, outer], N) {
    for (let n = 0; n < N; n++) {
      a[n] = rho * a[n] + share * (g[n] * g[n]);
      p[n] -= (eta * g[n]) / (Math.sqrt(a[n] + inner) + outer);
    }
  },
};

/** c = [rho, 1 - rho, entry, inner, outer, mu, exit]: b = mu b + entry g / (sqrt(a + inner) + outer); p -= exit b */
export const rmspropMomentum: UpdateFormula = {
  name: "rmsprop_momentum",
  slots: 2,
  coefficients: 7,
  apply(p, g, [a, b], [rho, share, entry, inner, outer, mu, exit], N) {
    for (let n = 0; n < N; n++) {
      a[n] = rho * a[n] + share * (g[n] * g[n]);
      b[n] = mu * b[n] + (entry * g[n]) / (Math.sqrt(a[n] + inner) + outer);
      p[n] -= exit * b[n];
    }
  },
};

/** c as `rmsprop`: m = rho m + (1 - rho) g; p -= eta g / (sqrt(a - m^2 + inner) + outer) */
export const rmspropCentered: UpdateFormula = {
  name: "rmsprop_centered",
  slots: 2,
  coefficients: 5,
  apply(p, g, [a, m], [rho, share, eta, inner, outer], N) {
    for (let n = 0; n < N; n++) {
      a[n] = rho * a[n] + share * (g[n] * g[n]);
      m[n] = rho * m[n] + share * g[n];
      p[n] -= (eta * g[n]) / (Math.sqrt(variance(a[n], m[n]) + inner) + outer);
    }
  },
};

/** c as `rmspropMomentum`, with the root of `rmspropCentered` */
export const rmspropCenteredMomentum: UpdateFormula = {
  name: "rmsprop_centered_momentum",
  slots: 3,
  coefficients: 7,
  apply(p, g, [a, m, b], [rho, share, entry, inner, outer, mu, exit], N) {
    for (let n = 0; n < N; n++) {
      a[n] = rho * a[n] + share * (g[n] * g[n]);
      m[n] = rho * m[n] + share * g[n];
      b[n] = mu * b[n] + (entry * g[n]) / (Math.sqrt(variance(a[n], m[n]) + inner) + outer);
      p[n] -= exit * b[n];
    }
  },
};

/**
 * Mean square less squared mean. Rounding can take it below 0 when the gradient hardly varies; a variance cannot be.
 * Keras 3 and PyTorch leave it there and take a NaN for its root (Keras 3 only below -epsilon, which it adds first).
 */
function variance(meanSquare: number, mean: number): number {
  return Math.max(meanSquare - mean * mean, 0);
}
