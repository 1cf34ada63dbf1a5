/**
 * A model of which only the hidden layers are written: inputs, output layer and loss follow from what is trained on.
 */
import { type LayerInput, type LossKind, type ModelInput, SpecError } from "minibatch";
import type { DataShape } from "../sets/data-set.ts";

/** What a user writes in place of a whole model. */
export interface HiddenModel {
  /** units of a dense layer, or a layer; empty: a linear model */
  readonly hidden: readonly (number | LayerInput)[];
  /** of the dense layers that are written as a number; default relu */
  readonly activation?: string | Readonly<Record<string, unknown>> | undefined;
}

export function isHiddenModel(model: object): model is HiddenModel {
  return "hidden" in model;
}

/** What targets of a kind want of a network. */
export function outputOf(targets: DataShape["targets"]): { readonly units: number; readonly loss: LossKind } {
  switch (targets.kind) {
    case "classes":
      return { units: targets.names.length, loss: "softmax-cross-entropy" };
    case "bits":
      return { units: targets.columns, loss: "sigmoid-binary-cross-entropy" };
    case "numbers":
      return { units: targets.columns, loss: "mean-squared-error" };
  }
}

/** `inputs`: features of a row, or its sizes. An array is made a list before the first layer that takes one. */
export function completeHidden(
  { hidden, activation = "relu" }: HiddenModel,
  inputs: number | readonly number[],
  targets: DataShape["targets"],
): ModelInput {
  const { units, loss } = outputOf(targets);
  const layers = hidden.map((layer, i): LayerInput => {
    if (typeof layer !== "number") return layer;
    if (Number.isSafeInteger(layer) && layer >= 1) return { kind: "dense", units: layer, activation } as LayerInput;
    throw new SpecError(`hidden[${i}]`, `cannot be ${layer}: units are a whole number of at least 1`);
  });
  const isList = typeof inputs === "number" || inputs.length === 1;
  const takesShapes = layers[0]?.kind !== "dense" && layers.length > 0;
  const flat = typeof inputs === "number" ? inputs : inputs.reduce((product, size) => product * size, 1);
  return {
    inputs: isList || !takesShapes ? flat : inputs,
    layers: [...layers, { kind: "dense", units }],
    loss,
  };
}
