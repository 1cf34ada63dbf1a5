import type { ModelInput } from "minibatch";
import type { HiddenModel } from "minibatch-data/sets";
import { completeData, type DataInput, dataSets, setNames } from "minibatch-data/sets";
import * as z from "zod";
import { fieldSchema, LIBRARY, takesSchema } from "./library-schema.ts";
import { wholeNumber } from "./whole-number.ts";

const { inputs, layers, loss } = LIBRARY.model;
const losses = Object.entries(LIBRARY.loss).map(([kind, { says }]) => `${kind}: ${says}`);

/** "784 for mnist, 20 for sequences": sets with as many inputs stand together. */
function sayInputs(): string {
  const sets = new Map<number, string[]>();
  for (const name of setNames) {
    const { inputs } = dataSets[name].shape(completeData({ set: name } as DataInput));
    sets.set(inputs, [...(sets.get(inputs) ?? []), name]);
  }
  return [...sets].map(([inputs, names]) => `${inputs} for ${sayAll(names)}`).join("; ");
}

/** "a, b and c" */
function sayAll(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

const wholeSchema = z.strictObject({
  inputs: fieldSchema({ ...inputs, says: `${inputs.says?.replace(/\.$/, "")}: ${sayInputs()}.` }),
  layers: fieldSchema(layers),
  loss: fieldSchema({ ...loss, says: `${loss.says} ${losses.join(". ")}.` }),
});

const layerSchema = takesSchema({ type: "kind", of: "layer" });

const hiddenSchema = z.strictObject({
  hidden: z
    .array(z.union([wholeNumber(1), layerSchema]))
    .describe("Units of each hidden layer, or layers: inputs, output layer and loss follow from the data."),
  activation: takesSchema({ type: "kind", of: "activation" })
    .optional()
    .describe("Of the layers that are written as a number. Default relu."),
  loss: takesSchema({ type: "kind", of: "loss" })
    .optional()
    .describe("What training makes small. Default: what the target asks for."),
});

export const modelSchema: z.ZodType<ModelInput | HiddenModel, ModelInput | HiddenModel> = z
  .union([wholeSchema, hiddenSchema])
  .describe("The network, as it stands before parameters change it.") as unknown as z.ZodType<
  ModelInput | HiddenModel,
  ModelInput | HiddenModel
>;
