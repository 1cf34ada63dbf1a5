import { sigmoid } from "../../math/sigmoid.ts";
import { softplus as logOnePlusExp } from "../../math/softplus.ts";
import type { ActivationFormula } from "../activation.ts";

/** f(z) = log(1 + e^z). Dugas et al. (2001). PyTorch's becomes linear beyond z = 20; this one is exact everywhere. */
export const softplus: ActivationFormula = {
  value: logOnePlusExp,
  derivative: sigmoid,
};
