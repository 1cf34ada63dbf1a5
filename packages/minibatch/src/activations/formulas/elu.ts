import { exp } from "../math/exp.ts";
import { expm1 } from "../math/expm1.ts";
import { number } from "../spec/fields.ts";
import type { Activation } from "./activation.ts";

export interface EluSpec {
  readonly kind: "elu";
  /** minus the limit for negative inputs */
  readonly alpha: number;
}

/** f(z) = z if z > 0, else alpha (e^z - 1). Clevert, Unterthiner, Hochreiter (2015), equation 15. */
export const elu: Activation<EluSpec> = {
  fields: { alpha: number({ above: 0 }, 1) },
  parameter: ({ alpha }) => alpha,
  value: (z, alpha) => (z > 0 ? z : alpha * expm1(z)),
  derivative: (z, _, alpha) => (z > 0 ? 1 : alpha * exp(z)),
};
