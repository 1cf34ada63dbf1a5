/** Every activation by kind: a new one is a file and a row here. */
import type { Prose } from "../spec/prose.ts";
import type { Activation, ActivationKind } from "./activation.ts";
import { elu } from "./elu.ts";
import { gelu } from "./gelu.ts";
import { leakyRelu } from "./leaky-relu.ts";
import { linear } from "./linear.ts";
import { relu } from "./relu.ts";
import { sigmoid } from "./sigmoid.ts";
import { silu } from "./silu.ts";
import { softplus } from "./softplus.ts";
import { tanh } from "./tanh.ts";

export const activations: Readonly<Record<ActivationKind, Activation>> = {
  linear,
  relu,
  "leaky-relu": leakyRelu,
  elu,
  gelu,
  silu,
  softplus,
  sigmoid,
  tanh,
};

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
  },
  fields: { slope: "Slope below 0.", alpha: "Minus the limit below 0." },
};
