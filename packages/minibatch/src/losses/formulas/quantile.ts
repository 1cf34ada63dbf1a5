import type { ElementFormula } from "./formula.ts";

/**
 * R. Koenker and G. Bassett (1978), "Regression quantiles": with e = t - z, tau e where it is positive, (tau - 1) e
 * where it is negative; its smallest mean is at the tau-quantile. The slope at e = 0 is 0. Numbers: tau.
 */
export const quantile: ElementFormula = {
  prediction: (z) => z,
  loss(z, t, [tau]) {
    const e = t - z;
    return e > 0 ? tau * e : (tau - 1) * e;
  },
  slope(z, t, [tau]) {
    const e = t - z;
    return e > 0 ? -tau : e < 0 ? 1 - tau : e;
  },
};
