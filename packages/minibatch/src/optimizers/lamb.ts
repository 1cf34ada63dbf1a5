import { pow } from "../math/pow.ts";
import type { CommonOptions } from "./common-options.ts";
import { lamb as formula } from "./formulas/lamb.ts";
import { epsilonOf, type OptimizerRule, share, zeroed } from "./rule.ts";

export interface LambSpec extends CommonOptions {
  readonly kind: "lamb";
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * Adam's direction, as long for each variable as the variable itself times the rate. Keras 3's
 * (`keras.optimizers.Lamb`): the weights' decay is apart from it, where the paper has it in the direction.
 */
export const lamb: OptimizerRule<LambSpec> = {
  flavours: {
    keras3: { learningRate: 0.001, options: { beta1: share(0.9), beta2: share(0.999), epsilon: epsilonOf(1e-7) } },
  },
  slots: () => zeroed("mean", "meanSquare"),
  formulas: [formula],
  passes: ["scaled-step"],
  coefficients(spec, t, _rate, _scalars, out) {
    out[0] = spec.beta1;
    out[1] = 1 - spec.beta1;
    out[2] = spec.beta2;
    out[3] = 1 - spec.beta2;
    out[4] = 1 / (1 - pow(spec.beta1, t));
    out[5] = 1 / Math.sqrt(1 - pow(spec.beta2, t));
    out[6] = spec.epsilon;
  },
};
