/** The layers a model may have, and their fields. */

import { defineActivation } from "../activations/define-activation.ts";
import { defineInitializer } from "../initializers/define-initializer.ts";
import { chooseKind, completeSpec, openSpec } from "../spec/complete-spec.ts";
import { type Field, type Fields, number, refuse } from "../spec/fields.ts";
import type { Words } from "../spec/words.ts";
import type { ActivationSpec, DenseSpec, DropoutSpec, InitializerSpec, LayerSpec, RegularizerSpec } from "./spec.ts";

const activation: Field<ActivationSpec> = {
  fallback: Object.freeze({ kind: "linear" }),
  read: (value, path) => defineActivation(path, value),
};

/** Defaults of Keras's Dense: Glorot uniform weights, zero biases. */
function initializer(fallback: InitializerSpec): Field<InitializerSpec> {
  return { fallback: Object.freeze(fallback), read: defineInitializer as Field<InitializerSpec>["read"] };
}

const regularizer: Field<RegularizerSpec> = {
  fallback: Object.freeze({ l1: 0, l2: 0 }),
  read(value, path) {
    const given = { kind: "penalty", ...openPenalty(value, path) };
    const { l1, l2 } = completeSpec<RegularizerSpec & { kind: string }>(
      path,
      "a regularizer",
      { kind: "penalty" },
      { l1: number({ atLeast: 0 }, 0), l2: number({ atLeast: 0 }, 0) },
      given,
    );
    return Object.freeze({ l1, l2 });
  },
};

function openPenalty(value: unknown, path: string): object {
  if (typeof value !== "object" || value === null) throw refuse(path, value, 'an object such as { "l2": 0.0001 }');
  return value;
}

/** Names are checked to be unique by `defineModel`, which also makes the default ones. */
const name: Field<string> = {
  read(value, path) {
    if (typeof value !== "string" || !/^[A-Za-z][\w-]*$/.test(value)) {
      throw refuse(path, value, "a name of letters, digits, - and _ that begins with a letter");
    }
    return value;
  },
};

const kinds: { readonly dense: Fields<DenseSpec>; readonly dropout: Fields<DropoutSpec> } = {
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
  const kind = chooseKind(path, kinds, given, kindWords);
  const named = { name: defaultName, ...given };
  return completeSpec(path, `a ${kind} layer`, { kind }, kinds[kind] as Fields<LayerSpec>, named, fieldWords);
}
