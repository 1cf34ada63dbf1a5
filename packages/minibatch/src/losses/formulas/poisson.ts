import { exp } from "../../math/exp.ts";
import type { ElementFormula } from "./formula.ts";

/**
 * e^z - t z: minus the log-likelihood of a count t of rate e^z, without the term that has no z: PyTorch's
 * PoissonNLLLoss(log_input=True, full=False). The prediction is the rate e^z.
 */
export const poisson: ElementFormula = {
  prediction: (z) => exp(z),
  // a count of 0 adds nothing, even where z is minus infinity
  loss: (z, t) => (t === 0 ? exp(z) : exp(z) - t * z),
  slope: (z, t) => exp(z) - t,
};
