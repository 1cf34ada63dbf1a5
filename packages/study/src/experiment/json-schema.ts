/** The schema of experiment files as editors take it. */
import * as z from "zod";
import { experimentSchema } from "./schema/experiment-schema.ts";

/** JSON Schema, draft 7: what the language servers of VS Code and of YAML know in full. */
export function experimentJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    ...z.toJSONSchema(experimentSchema, { io: "input", target: "draft-7" }),
    title: "An experiment of minibatch",
  };
}
