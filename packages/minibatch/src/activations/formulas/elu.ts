import { exp } from "../../math/exp.ts";
import { expm1 } from "../../math/expm1.ts";
import type { ActivationFormula } from "../activation.ts";

/** f(z) = z if z > 0, else alpha (e^z - 1). Clevert, Unterthiner, Hochreiter (2015), equation 15. */
export const elu: ActivationFormula = {
  value: (z, alpha) => (z > 0 ? z : alpha * expm1(z)),
  derivative: (z, _, alpha) => (z > 0 ? 1 : alpha * exp(z)),
};
