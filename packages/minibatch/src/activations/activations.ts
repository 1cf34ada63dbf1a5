/** Every activation by kind: a new one is a file and a row here. */
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
