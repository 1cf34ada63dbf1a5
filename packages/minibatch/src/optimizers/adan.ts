import type { CommonOptions } from "./common-options.ts";
import { adan as formula } from "./formulas/adan.ts";
import { epsilonOf, type OptimizerRule, share, zeroed } from "./rule.ts";

export interface AdanSpec extends CommonOptions {
  readonly kind: "adan";
  readonly beta1: number;
  readonly beta2: number;
  readonly beta3: number;
  readonly epsilon: number;
}

/**
 * Nesterov's look-ahead from the differences of gradients. Betas are the shares that are kept, as in its authors'
 * program (sail-sg/Adan), whose defaults these are; the paper's are 1 minus them. That program divides the means by 1 -
 * beta^t; we begin with the whole first gradient, as the paper does. Weight decay is part of the formula.
 */
export const adan: OptimizerRule<AdanSpec> = {
  flavours: {
    paper: {
      learningRate: 0.001,
      weightDecay: 0,
      options: { beta1: share(0.98), beta2: share(0.92), beta3: share(0.99), epsilon: epsilonOf(1e-8) },
    },
  },
  decaysWeights: true,
  slots: () => zeroed("mean", "meanDifference", "meanSquare", "gradient"),
  formulas: [formula],
  coefficients(spec, t, rate, _scalars, out) {
    // the first gradient is taken whole, with nothing before it to subtract; so is the first difference
    const first = t === 1;
    out[0] = first ? 0 : spec.beta1;
    out[1] = first ? 1 : 1 - spec.beta1;
    out[2] = spec.beta2;
    out[3] = t === 2 ? 1 : 1 - spec.beta2;
    out[4] = first ? 0 : spec.beta3;
    out[5] = first ? 1 : 1 - spec.beta3;
    out[6] = first ? 0 : 1;
    out[7] = rate;
    out[8] = spec.epsilon;
    out[9] = 1 / (1 + spec.weightDecay * rate);
  },
};
