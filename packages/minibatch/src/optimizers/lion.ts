import type { CommonOptions } from "./common-options.ts";
import { lion as formula } from "./formulas/lion.ts";
import { type OptimizerRule, share, zeroed } from "./rule.ts";

export interface LionSpec extends CommonOptions {
  readonly kind: "lion";
  readonly beta1: number;
  readonly beta2: number;
}

/** Every parameter moves by the whole rate, so the rate should be about ten times smaller than Adam's. */
export const lion: OptimizerRule<LionSpec> = {
  flavours: { keras3: { learningRate: 0.001, options: { beta1: share(0.9), beta2: share(0.99) } } },
  slots: () => zeroed("mean"),
  formulas: [formula],
  coefficients(spec, _t, rate, _scalars, out) {
    out[0] = spec.beta1;
    out[1] = 1 - spec.beta1;
    out[2] = spec.beta2;
    out[3] = 1 - spec.beta2;
    out[4] = rate;
  },
};
