import * as z from "zod";
import type { ObjectiveInput } from "../experiment-input.ts";
import { OBJECTIVES, type ObjectiveSpec } from "../spec.ts";
import { chooseKind } from "./choose-kind.ts";
import { metricSchema } from "./metric-schema.ts";
import { nameOf } from "./name-of.ts";
import { strictFields } from "./strict-fields.ts";

const objective = strictFields("an objective", {
  metric: metricSchema().describe("Losses are made small, accuracies large. It has to be measured."),
  at: nameOf(["last", "best"])
    .default("last")
    .describe("A trial's figure is that after its last epoch, or its best epoch's. Default last."),
});

export const objectiveSchema: z.ZodType<ObjectiveSpec, ObjectiveInput> = z
  .union([metricSchema(), objective], chooseKind("an objective", "metric", OBJECTIVES))
  .transform((given): ObjectiveSpec => (typeof given === "string" ? { metric: given, at: "last" } : given));
