/** The schema of experiment files as editors take it: JSON Schema, draft 7, what VS Code's and YAML's know in full. */
import * as z from "zod";
import { ownExperimentSchema } from "./own-training/own-schema.ts";
import { experimentSchema } from "./schema/experiment-schema.ts";

const TITLE = "An experiment of minibatch";

type JsonSchema = Readonly<Record<string, unknown>>;

/** Of any experiment. */
export function experimentJsonSchema(): JsonSchema {
  return { ...convert(z.union([experimentSchema, ownExperimentSchema])), title: TITLE };
}

/** Of one whose networks the library trains. */
export function networkJsonSchema(): JsonSchema {
  return { ...convert(experimentSchema), title: TITLE };
}

/** Of one with a training of one's own. */
export function ownJsonSchema(): JsonSchema {
  return { ...convert(ownExperimentSchema), title: `${TITLE}, with a training of one's own` };
}

function convert(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "input", target: "draft-7" });
}
