/** The schema of `preprocessing:`: steps in their order, or auto. What each step takes is its own kind's to check. */
import type { StepInput } from "minibatch-data/sets";
import * as z from "zod";
import { wanted } from "./wanted.ts";

const STEPS = wanted("auto, or a list of steps such as { kind: standardize, columns: [width] }");

export const preprocessingSchema: z.ZodType<"auto" | readonly StepInput[], "auto" | readonly StepInput[]> = z
  .union([z.literal("auto"), z.array(z.looseObject({ kind: z.string(STEPS) }, STEPS), STEPS)], STEPS)
  .describe(
    "How rows of a file become numbers, fitted on those trained on. auto: numbers standardized, missing ones filled by the median and marked, categories one-hot, regression targets standardized. Default auto.",
  ) as unknown as z.ZodType<"auto" | readonly StepInput[], "auto" | readonly StepInput[]>;
