import { pow } from "../math/pow.ts";
import type { CommonOptions } from "./common-options.ts";
import { adamax as formula } from "./formulas/adamax.ts";
import { epsilonOf, type OptimizerRule, share, zeroed } from "./rule.ts";

export interface AdamaxSpec extends CommonOptions {
  readonly kind: "adamax";
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

const betas = { beta1: share(0.9), beta2: share(0.999) };

/** Adam with the largest gradient, fading, in place of the root mean square. */
export const adamax: OptimizerRule<AdamaxSpec> = {
  flavours: {
    keras2: { learningRate: 0.002, decays: true, options: { ...betas, epsilon: epsilonOf(1e-7) } },
    keras3: { learningRate: 0.001, options: { ...betas, epsilon: epsilonOf(1e-7) } },
    torch: { learningRate: 0.002, options: { ...betas, epsilon: epsilonOf(1e-8) } },
  },
  slots: () => zeroed("mean", "largest"),
  formulas: [formula],
  coefficients(spec, t, rate, _scalars, out) {
    const torch = spec.flavour === "torch";
    out[0] = spec.beta1;
    out[1] = 1 - spec.beta1;
    out[2] = spec.beta2;
    out[3] = rate / (1 - pow(spec.beta1, t));
    out[4] = torch ? spec.epsilon : 0;
    out[5] = torch ? 0 : spec.epsilon;
  },
};
