/** The activations a layer may have, and their options. */
import { chooseKind, completeSpec, openSpec } from "../spec/complete-spec.ts";
import { type Fields, number, type OfKind } from "../spec/fields.ts";
import type { Words } from "../spec/words.ts";
import type { ActivationSpec } from "./spec.ts";

type Kind = ActivationSpec["kind"];
type OptionsOf<K extends Kind> = Fields<OfKind<ActivationSpec, K>>;

export const activationFields: { readonly [K in Kind]: OptionsOf<K> } = {
  linear: {},
  relu: {},
  // PyTorch's default slope (torch.nn.LeakyReLU); Keras 3 has 0.3
  "leaky-relu": { slope: number({}, 0.01) },
  elu: { alpha: number({ above: 0 }, 1) },
  gelu: {},
  silu: {},
  softplus: {},
  sigmoid: {},
  tanh: {},
};

const words: Words = {
  "the loss softmax-cross-entropy applies it, to a linear last layer": /softmax/,
  // other functions, however much their names are like ours
  "there is none; similar are leaky-relu, silu, tanh": /u6|[prc]relu|thr|^n*[sc]elu|hard|mish|kg|gs|shr|glu/,
  silu: /swish/,
  linear: /identity/,
  "leaky-relu": /^lre/,
};

/** Completes an activation: its bare name, or an object. Throws SpecError. */
export function defineActivation(path: string, input: unknown): ActivationSpec {
  const given = openSpec(path, input);
  const kind = chooseKind(path, activationFields, given, words);
  return completeSpec(
    path,
    `the ${kind} activation`,
    { kind },
    activationFields[kind] as Fields<ActivationSpec>,
    given,
  );
}
