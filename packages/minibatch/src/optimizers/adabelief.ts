import { pow } from "../math/pow.ts";
import type { CommonOptions } from "./common-options.ts";
import { adabelief as formula } from "./formulas/adabelief.ts";
import { epsilonOf, type OptimizerRule, share, zeroed } from "./rule.ts";

export interface AdabeliefSpec extends CommonOptions {
  readonly kind: "adabelief";
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * Adam divided by how far gradients are from their mean. Epsilon is 1e-8, the paper's. Its authors' PyTorch program has
 * 1e-16, because epsilon also stands under the root: x there does what the square root of x does in Adam.
 */
export const adabelief: OptimizerRule<AdabeliefSpec> = {
  flavours: {
    paper: { learningRate: 0.001, options: { beta1: share(0.9), beta2: share(0.999), epsilon: epsilonOf(1e-8) } },
  },
  slots: () => zeroed("mean", "meanDeviation"),
  formulas: [formula],
  coefficients(spec, t, rate, _scalars, out) {
    out[0] = spec.beta1;
    out[1] = 1 - spec.beta1;
    out[2] = spec.beta2;
    out[3] = 1 - spec.beta2;
    out[4] = rate / (1 - pow(spec.beta1, t));
    out[5] = 1 / Math.sqrt(1 - pow(spec.beta2, t));
    out[6] = spec.epsilon;
  },
};
