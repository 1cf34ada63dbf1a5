import * as z from "zod";
import type { StartInput } from "../experiment-input.ts";
import type { StartSpec } from "../spec.ts";
import { strictFields } from "./strict-fields.ts";
import { wanted } from "./wanted.ts";

const FILE = wanted("the file of a trained network, from the experiment's folder");
const HASH = wanted("a SHA-256 in hexadecimal");
const LAYERS = wanted("a list of layers' names");

/** As it was written: `sha256` is there once the file was read. */
export type OpenStart = Omit<StartSpec, "sha256"> & { readonly sha256?: string | undefined };

export const startSchema: z.ZodType<OpenStart, StartInput> = strictFields("a start", {
  model: z
    .string(FILE)
    .min(1, FILE)
    .describe("File of a network that minibatch train has written, from the experiment's folder."),
  sha256: z
    .string(HASH)
    .regex(/^[0-9a-f]{64}$/, HASH)
    .optional()
    .describe("Of the file; minibatch fills it in."),
  layers: z
    .array(z.string(LAYERS).min(1, LAYERS), LAYERS)
    .nullable()
    .default(null)
    .describe("Layers whose tensors are taken, by name; none for an empty list. Default null: all."),
  strict: z
    .boolean(wanted("true or false"))
    .default(true)
    .describe(
      "All tensors of these layers must be in the file in their shapes, and without layers no others; false: what " +
        "matches is taken. Default true.",
    ),
});
