import { exp } from "../math/exp.ts";
import { expm1 } from "../math/expm1.ts";
import type { Activation } from "./activation.ts";

/** f(z) = z if z > 0, else alpha (e^z - 1). Clevert, Unterthiner, Hochreiter (2015), equation 15. */
export const elu: Activation = {
  value: (z, alpha) => (z > 0 ? z : alpha * expm1(z)),
  derivative: (z, _, alpha) => (z > 0 ? 1 : alpha * exp(z)),
};
