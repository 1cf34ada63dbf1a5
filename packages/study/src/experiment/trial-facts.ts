/** What holds in every trial of an experiment, for defaults that suit all of them. */

import type { Json } from "../json/json.ts";
import { lossHasAccuracy } from "./loss-has-accuracy.ts";
import type { ExperimentData, ExperimentSpec } from "./spec.ts";
import { trainRows } from "./train-rows.ts";
import { valuesAt } from "./values-at.ts";

export interface TrialFacts {
  /** rows to train on in the smallest trial that does not have a batch size by a parameter */
  readonly fewestRows: number;
  readonly allValidate: boolean;
  readonly allHaveAccuracy: boolean;
}

export function factsOf(
  { data, model }: Pick<ExperimentSpec, "data" | "model">,
  parameters: ExperimentSpec["parameters"],
): TrialFacts {
  const description = { data, model } as unknown as Json;
  const losses = valuesAt(description, parameters, ["model", "loss"]);
  const splits = valuesAt(description, parameters, ["data", "split"]);
  return {
    fewestRows: fewestRows(data, parameters),
    allValidate: !splits.includes("full"),
    allHaveAccuracy: losses.every((loss) => typeof loss !== "string" || lossHasAccuracy(loss)),
  };
}

/** A parameter without conditions that sets the batch size leaves the default to the trial as it was written. */
function fewestRows(data: ExperimentData, parameters: ExperimentSpec["parameters"]): number {
  const isSet = Object.values(parameters).some(
    ({ at, when }) => at.includes("training.batchSize") && Object.keys(when).length === 0,
  );
  if (isSet) return trainRows(data);
  const field = data.set === "mnist" ? "trainRows" : "rows";
  const counts = valuesAt({ data } as unknown as Json, parameters, ["data", field])
    // anything else is refused by the checks to come
    .filter((rows) => rows === null || (typeof rows === "number" && rows >= 1))
    .map((rows) => trainRows({ ...data, [field]: rows }));
  return Math.max(1, Math.floor(Math.min(...counts, trainRows(data))));
}
