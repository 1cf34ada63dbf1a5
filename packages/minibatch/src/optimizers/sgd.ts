import { SpecError } from "../errors.ts";
import { fixed, flag, number } from "../spec/fields.ts";
import type { CommonOptions } from "./common-options.ts";
import { sgd as plain, sgdMomentum, sgdMomentumTorch, sgdNesterov, sgdNesterovTorch } from "./formulas/sgd.ts";
import { type OptimizerRule, zeroed } from "./rule.ts";

export interface SgdSpec extends CommonOptions {
  readonly kind: "sgd";
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly dampening: number;
}

const keras = {
  learningRate: 0.01,
  options: {
    momentum: number({ atLeast: 0, atMost: 1 }, 0),
    nesterov: flag(false),
    dampening: fixed(0, "only torch has dampening"),
  },
};

/** Robbins & Monro, 1951; momentum and Nesterov: see the formulas. Without momentum there is no state. */
export const sgd: OptimizerRule<SgdSpec> = {
  flavours: {
    keras2: { ...keras, decays: true },
    keras3: keras,
    torch: { learningRate: 0.001, options: { ...keras.options, dampening: number({ atLeast: 0, atMost: 1 }, 0) } },
  },
  check(spec, path) {
    if (spec.flavour !== "torch" || !spec.nesterov) return;
    if (spec.momentum > 0 && spec.dampening === 0) return;
    const found = `momentum ${spec.momentum} and dampening ${spec.dampening}`;
    throw new SpecError(`${path}.nesterov`, `cannot run with ${found}: torch wants momentum above 0 and dampening 0`);
  },
  slots: (spec) => (spec.momentum === 0 ? [] : zeroed("velocity")),
  formulas: [plain, sgdMomentum, sgdNesterov, sgdMomentumTorch, sgdNesterovTorch],
  formula(spec) {
    if (spec.momentum === 0) return plain;
    if (spec.flavour === "torch") return spec.nesterov ? sgdNesterovTorch : sgdMomentumTorch;
    return spec.nesterov ? sgdNesterov : sgdMomentum;
  },
  coefficients(spec, t, rate, _scalars, out) {
    if (spec.momentum === 0) {
      out[0] = rate;
      return;
    }
    out[0] = spec.momentum;
    if (spec.flavour === "torch") {
      out[1] = t === 1 ? 1 : 1 - spec.dampening; // the first gradient is taken whole
      out[2] = rate;
    } else {
      out[1] = rate;
    }
  },
};
