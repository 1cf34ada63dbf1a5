import { fixed, flag, number } from "../spec/fields.ts";
import type { CommonOptions } from "./common-options.ts";
import { rmsprop as plain, rmspropCentered, rmspropCenteredMomentum, rmspropMomentum } from "./formulas/rmsprop.ts";
import { epsilonOf, type OptimizerRule, share, zeroed } from "./rule.ts";

export interface RmspropSpec extends CommonOptions {
  readonly kind: "rmsprop";
  readonly rho: number;
  readonly epsilon: number;
  readonly momentum: number;
  readonly centered: boolean;
}

const keras3 = {
  learningRate: 0.001,
  options: {
    rho: share(0.9),
    epsilon: epsilonOf(1e-7),
    momentum: number({ atLeast: 0, atMost: 1 }, 0),
    centered: flag(false),
  },
};
const missing = 'Keras 2.2.4\'s RMSprop has none; use flavour "keras3" or "torch"';

/**
 * Epsilon is under the root in keras3, outside it elsewhere; keras3's momentum buffer holds steps, torch's gradients.
 */
export const rmsprop: OptimizerRule<RmspropSpec> = {
  flavours: {
    keras2: {
      learningRate: 0.001,
      decays: true,
      options: { ...keras3.options, momentum: fixed(0, missing), centered: fixed(false, missing) },
    },
    keras3,
    torch: { learningRate: 0.01, options: { ...keras3.options, rho: share(0.99), epsilon: epsilonOf(1e-8) } },
  },
  slots: (spec) =>
    zeroed("meanSquare", ...(spec.centered ? ["mean"] : []), ...(spec.momentum === 0 ? [] : ["velocity"])),
  formulas: [plain, rmspropMomentum, rmspropCentered, rmspropCenteredMomentum],
  formula(spec) {
    if (spec.momentum === 0) return spec.centered ? rmspropCentered : plain;
    return spec.centered ? rmspropCenteredMomentum : rmspropMomentum;
  },
  coefficients(spec, _t, rate, _scalars, out) {
    const inside = spec.flavour === "keras3";
    out[0] = spec.rho;
    out[1] = 1 - spec.rho;
    out[2] = spec.momentum === 0 || inside ? rate : 1;
    out[3] = inside ? spec.epsilon : 0;
    out[4] = inside ? 0 : spec.epsilon;
    if (spec.momentum === 0) return;
    out[5] = spec.momentum;
    out[6] = inside ? 1 : rate;
  },
};
