import { pow } from "../math/pow.ts";
import { fixed, number } from "../spec/fields.ts";
import type { CommonOptions } from "./common-options.ts";
import { nadam as formula } from "./formulas/nadam.ts";
import { epsilonOf, type OptimizerRule, share, zeroed } from "./rule.ts";

export interface NadamSpec extends CommonOptions {
  readonly kind: "nadam";
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly scheduleDecay: number;
}

const betas = { beta1: share(0.9), beta2: share(0.999) };
const scheduleDecay = number({ atLeast: 0 }, 0.004);

/** Adam with Nesterov's look-ahead and a momentum that warms up; `scheduleDecay` is PyTorch's momentum_decay. */
export const nadam: OptimizerRule<NadamSpec> = {
  flavours: {
    keras2: { learningRate: 0.002, options: { ...betas, epsilon: epsilonOf(1e-7), scheduleDecay } },
    keras3: {
      learningRate: 0.001,
      options: { ...betas, epsilon: epsilonOf(1e-7), scheduleDecay: fixed(1, "keras3 warms the momentum up by .96^t") },
    },
    torch: { learningRate: 0.002, options: { ...betas, epsilon: epsilonOf(1e-8), scheduleDecay } },
  },
  slots: () => zeroed("mean", "meanSquare"),
  /** [P_t], the product of the momentums so far */
  scalars: [1],
  formulas: [formula],
  coefficients(spec, t, rate, scalars, out) {
    const momentum = momentumAt(spec, t);
    const nextMomentum = momentumAt(spec, t + 1);
    scalars[0] *= momentum;
    out[0] = spec.beta1;
    out[1] = 1 - spec.beta1;
    out[2] = spec.beta2;
    out[3] = 1 - spec.beta2;
    out[4] = (rate * (1 - momentum)) / (1 - scalars[0]);
    out[5] = (rate * nextMomentum) / (1 - scalars[0] * nextMomentum);
    out[6] = 1 / Math.sqrt(1 - pow(spec.beta2, t));
    out[7] = spec.epsilon;
  },
};

/** mu_t of Dozat's section 2: b1 (1 - .5 * .96^(t scheduleDecay)). */
function momentumAt(spec: NadamSpec, t: number): number {
  return spec.beta1 * (1 - 0.5 * pow(0.96, t * spec.scheduleDecay));
}
