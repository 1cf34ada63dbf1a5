/**
 * A model of which only the hidden layers are written: inputs, output layer and loss follow from what is trained on.
 */
import type { ModelOptions } from "./model-for.ts";

/** What a user writes in place of a whole model; `modelFor` completes it. */
export type HiddenModel = Required<Pick<ModelOptions, "hidden">> & Pick<ModelOptions, "activation" | "loss">;

/** Whether a model is written as hidden layers alone. */
export function isHiddenModel(model: object): model is HiddenModel {
  return "hidden" in model;
}
