import type { ElementFormula } from "./formula.ts";

/** (z - t)^2, as `mean-squared-error.ts` above has it, for rows that have weights. */
export const meanSquaredError: ElementFormula = {
  prediction: (z) => z,
  loss: (z, t) => (z - t) * (z - t),
  slope: (z, t) => 2 * (z - t),
};
