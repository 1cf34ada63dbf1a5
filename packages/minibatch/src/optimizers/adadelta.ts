import type { CommonOptions } from "./common-options.ts";
import { adadelta as formula } from "./formulas/adadelta.ts";
import { epsilonOf, type OptimizerRule, share, zeroed } from "./rule.ts";

export interface AdadeltaSpec extends CommonOptions {
  readonly kind: "adadelta";
  readonly rho: number;
  readonly epsilon: number;
}

/** One formula in all flavours. Note keras3's default rate: .001, a thousandth of Zeiler's. */
export const adadelta: OptimizerRule<AdadeltaSpec> = {
  flavours: {
    keras2: { learningRate: 1, decays: true, options: { rho: share(0.95), epsilon: epsilonOf(1e-7) } },
    keras3: { learningRate: 0.001, options: { rho: share(0.95), epsilon: epsilonOf(1e-7) } },
    torch: { learningRate: 1, options: { rho: share(0.9), epsilon: epsilonOf(1e-6) } },
  },
  slots: () => zeroed("meanSquareGradient", "meanSquareStep"),
  formulas: [formula],
  coefficients(spec, _t, rate, _scalars, out) {
    out[0] = spec.rho;
    out[1] = 1 - spec.rho;
    out[2] = rate;
    out[3] = spec.epsilon;
  },
};
