import { number } from "../spec/fields.ts";
import type { CommonOptions } from "./common-options.ts";
import { signsgd as plain, signum } from "./formulas/signsgd.ts";
import { type OptimizerRule, zeroed } from "./rule.ts";

export interface SignsgdSpec extends CommonOptions {
  readonly kind: "signsgd";
  readonly momentum: number;
}

/**
 * Every parameter moves by the whole rate; with momentum it is Signum. The paper gives no rate: .001 is ours, the same
 * as Lion's, whose steps are of the same size.
 */
export const signsgd: OptimizerRule<SignsgdSpec> = {
  flavours: { paper: { learningRate: 0.001, options: { momentum: number({ atLeast: 0, atMost: 1 }, 0) } } },
  hidesInfinity: true,
  slots: (spec) => (spec.momentum === 0 ? [] : zeroed("mean")),
  formulas: [plain, signum],
  formula: (spec) => (spec.momentum === 0 ? plain : signum),
  coefficients(spec, _t, rate, _scalars, out) {
    out[0] = rate;
    if (spec.momentum === 0) return;
    out[1] = spec.momentum;
    out[2] = 1 - spec.momentum;
  },
};
