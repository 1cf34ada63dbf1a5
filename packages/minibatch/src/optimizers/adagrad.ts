import { fixed, number } from "../spec/fields.ts";
import type { CommonOptions } from "./common-options.ts";
import { adagrad as formula } from "./formulas/adagrad.ts";
import { epsilonOf, type OptimizerRule } from "./rule.ts";

export interface AdagradSpec extends CommonOptions {
  readonly kind: "adagrad";
  readonly initialAccumulator: number;
  readonly epsilon: number;
}

const none = 'Keras 2.2.4\'s accumulators begin at 0; use flavour "keras3" or "torch"';

/** The sum of squares begins at .1 in keras3, at 0 elsewhere; epsilon is under the root in keras3 only. */
export const adagrad: OptimizerRule<AdagradSpec> = {
  flavours: {
    keras2: {
      learningRate: 0.01,
      decays: true,
      options: { initialAccumulator: fixed(0, none), epsilon: epsilonOf(1e-7) },
    },
    keras3: {
      learningRate: 0.001,
      options: { initialAccumulator: number({ atLeast: 0 }, 0.1), epsilon: epsilonOf(1e-7) },
    },
    torch: {
      learningRate: 0.01,
      decays: true,
      options: { initialAccumulator: number({ atLeast: 0 }, 0), epsilon: epsilonOf(1e-10) },
    },
  },
  slots: (spec) => [{ name: "sumOfSquares", initial: spec.initialAccumulator }],
  formulas: [formula],
  coefficients(spec, _t, rate, _scalars, out) {
    const inside = spec.flavour === "keras3";
    out[0] = rate;
    out[1] = inside ? spec.epsilon : 0;
    out[2] = inside ? 0 : spec.epsilon;
  },
};
