import { pow } from "../math/pow.ts";
import type { CommonOptions } from "./common-options.ts";
import { adam as formula } from "./formulas/adam.ts";
import { epsilonOf, type OptimizerRule, share, zeroed } from "./rule.ts";

export interface RadamSpec extends CommonOptions {
  readonly kind: "radam";
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * Liu et al., 2020, algorithm 2, as in PyTorch: Adam whose rate is rectified while the mean square comes from few
 * gradients. Until then Adam's denominator is 1, by s = 0 and epsilon = 1.
 */
export const radam: OptimizerRule<RadamSpec> = {
  flavours: {
    torch: { learningRate: 0.001, options: { beta1: share(0.9), beta2: share(0.999), epsilon: epsilonOf(1e-8) } },
  },
  slots: () => zeroed("mean", "meanSquare"),
  formulas: [formula],
  coefficients(spec, t, rate, _scalars, out) {
    const power = pow(spec.beta2, t);
    const longest = 2 / (1 - spec.beta2) - 1;
    const length = longest - (2 * t * power) / (1 - power);
    const rectified = length > 5;
    out[0] = spec.beta1;
    out[1] = 1 - spec.beta1;
    out[2] = spec.beta2;
    out[3] = 1 - spec.beta2;
    out[4] = rate / (1 - pow(spec.beta1, t));
    out[5] = rectified ? 1 : 0;
    out[6] = rectified ? spec.epsilon : 1;
    if (rectified) out[4] *= rectify(length, longest) * Math.sqrt(1 - power);
  },
};

/** The variance's ratio, equation 5 of section 4: `length` gradients averaged against as many as there can be. */
function rectify(length: number, longest: number): number {
  const now = (length - 4) * (length - 2) * longest;
  return Math.sqrt(now / ((longest - 4) * (longest - 2) * length));
}
