import type { ModelInput } from "minibatch";
import * as z from "zod";
import { fieldSchema, LIBRARY } from "./library-schema.ts";

const { inputs, layers, loss } = LIBRARY.model;
const losses = Object.entries(LIBRARY.loss).map(([kind, { says }]) => `${kind}: ${says}`);

export const modelSchema: z.ZodType<ModelInput, ModelInput> = z
  .strictObject({
    inputs: fieldSchema({ ...inputs, says: `${inputs.says?.replace(/\.$/, "")}: 784 for mnist, 20 for sequences.` }),
    layers: fieldSchema(layers),
    loss: fieldSchema({ ...loss, says: `${loss.says} ${losses.join(". ")}.` }),
  })
  .describe("The network, as it stands before parameters change it.") as z.ZodType<ModelInput, ModelInput>;
