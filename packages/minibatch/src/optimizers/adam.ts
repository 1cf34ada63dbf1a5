import { pow } from "../math/pow.ts";
import { type Fields, flag } from "../spec/fields.ts";
import type { CommonOptions } from "./common-options.ts";
import { adamAmsgrad, adam as plain } from "./formulas/adam.ts";
import { epsilonOf, type OptimizerRule, share, zeroed } from "./rule.ts";

/** Options of Adam, and of AdamW, which differs only in its weight decay. */
export interface AdamSpec<Kind extends string = "adam"> extends CommonOptions {
  readonly kind: Kind;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly amsgrad: boolean;
}

export function adamOptions(epsilon: number): Fields<Omit<AdamSpec, keyof CommonOptions>> {
  return { beta1: share(0.9), beta2: share(0.999), epsilon: epsilonOf(epsilon), amsgrad: flag(false) };
}

/** Keras adds epsilon to the root of the uncorrected v ("epsilon hat" of the paper), PyTorch to the corrected one's. */
export function adamRule<Kind extends string>(
  flavours: OptimizerRule<AdamSpec<Kind>>["flavours"],
): OptimizerRule<AdamSpec<Kind>> {
  return {
    flavours,
    slots: (spec) => zeroed("mean", "meanSquare", ...(spec.amsgrad ? ["largestMeanSquare"] : [])),
    formulas: [plain, adamAmsgrad],
    formula: (spec) => (spec.amsgrad ? adamAmsgrad : plain),
    coefficients(spec, t, rate, _scalars, out) {
      const corrected = rate / (1 - pow(spec.beta1, t));
      const rootCorrection = Math.sqrt(1 - pow(spec.beta2, t));
      const torch = spec.flavour === "torch";
      out[0] = spec.beta1;
      out[1] = 1 - spec.beta1;
      out[2] = spec.beta2;
      out[3] = 1 - spec.beta2;
      out[4] = torch ? corrected : corrected * rootCorrection;
      out[5] = torch ? 1 / rootCorrection : 1;
      out[6] = spec.epsilon;
    },
  };
}

export const adam: OptimizerRule<AdamSpec> = adamRule({
  keras2: { learningRate: 0.001, decays: true, options: adamOptions(1e-7) },
  keras3: { learningRate: 0.001, options: adamOptions(1e-7) },
  torch: { learningRate: 0.001, options: adamOptions(1e-8) },
});
