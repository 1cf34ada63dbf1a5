import * as z from "zod";
import type { ObjectiveInput } from "../experiment-input.ts";
import { type NetworkMetric, OBJECTIVES, type ObjectiveSpec } from "../spec.ts";
import { chooseKind } from "./choose-kind.ts";
import { metricSchema } from "./metric-schema.ts";
import { nameOf } from "./name-of.ts";
import { strictFields } from "./strict-fields.ts";

const objective = strictFields("an objective", {
  metric: metricSchema().describe("Losses are made small, accuracies large. It has to be measured."),
  at: nameOf(["last", "best"])
    .optional()
    .describe(
      "Where early stopping puts the best epoch's weights back (restoreBest), a trial's figure is that of the " +
        "network that it keeps, with either; best is then the default. Else last (the default) is that after its " +
        "last epoch, whose network is kept, and best is the best of all its epochs: no such network is kept.",
    ),
});

/** As it was given: its default depends on the training. */
export interface OpenObjective {
  readonly metric: NetworkMetric;
  readonly at?: ObjectiveSpec["at"] | undefined;
}

export const objectiveSchema: z.ZodType<OpenObjective, ObjectiveInput> = z
  .union([metricSchema(), objective], chooseKind("an objective", "metric", OBJECTIVES))
  .transform((given): OpenObjective => (typeof given === "string" ? { metric: given } : given));
