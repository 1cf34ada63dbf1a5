import type { ModelInput } from "minibatch";
import { completeData, type DataInput, dataSets, setNames } from "minibatch-data/sets";
import * as z from "zod";
import { fieldSchema, LIBRARY } from "./library-schema.ts";

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

export const modelSchema: z.ZodType<ModelInput, ModelInput> = z
  .strictObject({
    inputs: fieldSchema({ ...inputs, says: `${inputs.says?.replace(/\.$/, "")}: ${sayInputs()}.` }),
    layers: fieldSchema(layers),
    loss: fieldSchema({ ...loss, says: `${loss.says} ${losses.join(". ")}.` }),
  })
  .describe("The network, as it stands before parameters change it.") as z.ZodType<ModelInput, ModelInput>;
