/** Every activation by kind: a new one is a file, its kernel of the same name in `wasm/activations/`, and a row here. */
import type { Prose } from "../spec/prose.ts";
import type { Activation } from "./activation.ts";
import { elu } from "./elu.ts";
import { gelu } from "./gelu.ts";
import { hardSwish } from "./hard-swish.ts";
import { leakyRelu } from "./leaky-relu.ts";
import { linear } from "./linear.ts";
import { mish } from "./mish.ts";
import { relu } from "./relu.ts";
import { selu } from "./selu.ts";
import { sigmoid } from "./sigmoid.ts";
import { silu } from "./silu.ts";
import { softplus } from "./softplus.ts";
import { softsign } from "./softsign.ts";
import { tanh } from "./tanh.ts";

/** The rows as the compiler has them: kinds and their options follow. */
export interface ActivationTable {
  readonly linear: typeof linear;
  readonly relu: typeof relu;
  readonly "leaky-relu": typeof leakyRelu;
  readonly elu: typeof elu;
  readonly gelu: typeof gelu;
  readonly silu: typeof silu;
  readonly softplus: typeof softplus;
  readonly sigmoid: typeof sigmoid;
  readonly tanh: typeof tanh;
  readonly mish: typeof mish;
  readonly "hard-swish": typeof hardSwish;
  readonly selu: typeof selu;
  readonly softsign: typeof softsign;
}

const table: ActivationTable = {
  linear,
  relu,
  "leaky-relu": leakyRelu,
  elu,
  gelu,
  silu,
  softplus,
  sigmoid,
  tanh,
  mish,
  "hard-swish": hardSwish,
  selu,
  softsign,
};

/** The activations a layer may have. */
export type ActivationKind = keyof ActivationTable;

type SpecOf<A> = A extends Activation<infer Spec> ? Spec : never;

/** The function a layer applies to its outputs. */
export type ActivationSpec = SpecOf<ActivationTable[ActivationKind]>;

/** The activations, by kind. Which options go with which is known by kind only, so the types here no longer tell. */
export const activations: Readonly<Record<ActivationKind, Activation<ActivationSpec>>> = table as never;

/** The number of its own that an activation's formulas take. */
export function parameterOf(spec: ActivationSpec): number {
  return activations[spec.kind].parameter?.(spec) ?? 0;
}

export const activationProse: Prose<ActivationKind> = {
  kinds: {
    linear: "z.",
    relu: "max(0, z).",
    "leaky-relu": "z, or slope z below 0.",
    elu: "z, or alpha (exp(z) - 1) below 0.",
    gelu: "z times the normal distribution's share below z.",
    silu: "z sigmoid(z).",
    softplus: "log(1 + exp(z)).",
    sigmoid: "1 / (1 + exp(-z)).",
    tanh: "tanh(z).",
    mish: "z tanh(log(1 + exp(z))).",
    "hard-swish": "z times (z + 3) / 6, which is kept within 0 and 1.",
    selu: "1.0507 z, or 1.7581 (exp(z) - 1) below 0.",
    softsign: "z / (1 + |z|).",
  },
  fields: { slope: "Slope below 0.", alpha: "Minus the limit below 0." },
};
