/** The layers a model may have, and their fields. */

import { defineInitializer } from "../initializers/define-initializer.ts";
import { chooseKind, completeSpec, openSpec } from "../spec/complete-spec.ts";
import { type Field, type Fields, field, number, refuse } from "../spec/fields.ts";
import type { Prose } from "../spec/prose.ts";
import type { Words } from "../spec/words.ts";
import { defineActivation } from "./define-activation.ts";
import type { ActivationSpec, DenseSpec, DropoutSpec, InitializerSpec, LayerSpec, RegularizerSpec } from "./spec.ts";

const activation: Field<ActivationSpec> = {
  takes: { type: "kind", of: "activation" },
  fallback: Object.freeze({ kind: "linear" }),
  read: (value, path) => defineActivation(path, value),
};

/** Defaults of Keras's Dense: Glorot uniform weights, zero biases. */
function initializer(fallback: InitializerSpec): Field<InitializerSpec> {
  return {
    takes: { type: "kind", of: "initializer" },
    fallback: Object.freeze(fallback),
    read: defineInitializer as Field<InitializerSpec>["read"],
  };
}

const penalties: { readonly [Name in keyof RegularizerSpec]: Field<number> } = {
  l1: number({ atLeast: 0 }, 0),
  l2: number({ atLeast: 0 }, 0),
};
const penalty = 'an object such as { "l2": 0.0001 }';

const regularizer: Field<RegularizerSpec> = {
  takes: { type: "fields", fields: penalties, what: penalty },
  fallback: Object.freeze({ l1: 0, l2: 0 }),
  read(value, path) {
    const given = { kind: "penalty", ...openPenalty(value, path) };
    const { l1, l2 } = completeSpec<RegularizerSpec & { kind: string }>(
      path,
      "a regularizer",
      { kind: "penalty" },
      penalties,
      given,
    );
    return Object.freeze({ l1, l2 });
  },
};

function openPenalty(value: unknown, path: string): object {
  if (typeof value !== "object" || value === null) throw refuse(path, value, penalty);
  return value;
}

/** Names are checked to be unique by `defineModel`, which also makes the default ones. */
const name: Field<string> = {
  ...field({
    type: "text",
    pattern: "^[A-Za-z][\\w-]*$",
    what: "a name of letters, digits, - and _ that begins with a letter",
  }),
  otherwise: "layer1, layer2, ...",
};

export const layerFields: { readonly dense: Fields<DenseSpec>; readonly dropout: Fields<DropoutSpec> } = {
  dense: {
    name,
    units: number({ atLeast: 1, whole: true }),
    activation,
    weights: initializer({ kind: "glorot-uniform" }),
    biases: initializer({ kind: "zeros" }),
    regularizer,
  },
  dropout: { name, rate: number({ atLeast: 0, below: 1 }) },
};

const kindWords: Words = {
  dense: /linear|^fc|full/,
  "give it as a dense layer's activation": /activ|elu|soft|tanh/,
};
const fieldWords: Words = {
  "leave it out, the model has inputs": /^inp/,
  rate: /^p$|drop|prob|units/,
  units: /dim|neuron|node|out|size/,
  biases: /bias/,
  weights: /^init|kerneli/,
};

/** Completes one layer; `defaultName` is used when it has none. Throws SpecError. */
export function defineLayer(path: string, input: unknown, defaultName: string): LayerSpec {
  const given = openSpec(path, input);
  const kind = chooseKind(path, layerFields, given, kindWords);
  const named = { name: defaultName, ...given };
  return completeSpec(path, `a ${kind} layer`, { kind }, layerFields[kind] as Fields<LayerSpec>, named, fieldWords);
}

export const layerProse: Prose<LayerSpec["kind"]> = {
  kinds: {
    dense: "Fully connected: activation(x w + b).",
    dropout: "Sets a share of its inputs to 0 while training (N. Srivastava et al. 2014).",
  },
  fields: {
    name: "What its weights are called by.",
    units: "Number of outputs.",
    activation: "What is applied to the outputs; the last layer's must be linear where the loss contains its own.",
    weights: "How weights begin.",
    biases: "How biases begin.",
    regularizer: "A penalty on the weights.",
    l1: "l1 times the sum of |w| is added to the loss.",
    l2: "l2 times the sum of w^2 is added to the loss.",
    rate: "The share.",
  },
};
