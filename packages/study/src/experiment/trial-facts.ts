/** What holds in every trial of an experiment, for defaults that suit all of them. */

import type { LossInput, LossKind } from "minibatch";
import { definitionOf, type HiddenModel, isHiddenModel, modelFor, takesValue, targetOf } from "minibatch-data/sets";
import type { Json } from "../json/json.ts";
import { lossHasAccuracy } from "./loss-has-accuracy.ts";
import type { ExperimentData, ExperimentSpec, NetworkExperimentSpec } from "./spec.ts";
import { valuesAt } from "./values-at.ts";

export interface TrialFacts {
  /** rows to train on in the smallest trial that does not have a batch size by a parameter */
  readonly fewestRows: number;
  readonly allValidate: boolean;
  readonly allHaveAccuracy: boolean;
}

export function factsOf(
  { data, model }: Pick<NetworkExperimentSpec, "data" | "model">,
  parameters: ExperimentSpec["parameters"],
): TrialFacts {
  const losses = isHiddenModel(model)
    ? [lossOfHidden(model, data)]
    : valuesAt({ data, model } as unknown as Json, parameters, ["model", "loss"]);
  const all = dataOfTrials(data, parameters).map(rowsOf);
  return {
    fewestRows: fewestRows(all, data, parameters),
    allValidate: all.every(({ validation }) => validation > 0),
    allHaveAccuracy: losses.every(lossHasAccuracy),
  };
}

/** What is trained by where the model is hidden layers alone. */
function lossOfHidden({ loss }: HiddenModel, data: ExperimentData): LossInput {
  return loss ?? modelFor(targetOf(data), { shape: [1] }, { hidden: [] }).loss;
}

function rowsOf(data: ExperimentData): { readonly train: number; readonly validation: number } {
  return definitionOf(data).rows(data);
}

/** A parameter without conditions that sets the batch size leaves the default to the trial as it was written. */
function fewestRows(
  all: readonly { readonly train: number }[],
  data: ExperimentData,
  parameters: ExperimentSpec["parameters"],
): number {
  const isSet = Object.values(parameters).some(
    ({ at, when }) => at.includes("training.batchSize") && Object.keys(when).length === 0,
  );
  const counts = isSet ? [] : all.map(({ train }) => train);
  return Math.max(1, Math.floor(Math.min(...counts, rowsOf(data).train)));
}

/** Beyond so many combinations each field is varied alone. */
const MOST_COMBINATIONS = 1_000;

/**
 * The data as written, and with every value that parameters put into it. What a field cannot hold is refused by the
 * checks to come.
 */
function dataOfTrials(data: ExperimentData, parameters: ExperimentSpec["parameters"]): readonly ExperimentData[] {
  const varied = Object.entries(definitionOf(data).fields).flatMap(([field, { takes }]) => {
    const [written, ...others] = valuesAt({ data } as unknown as Json, parameters, ["data", field]);
    const values = new Set([written, ...others.filter((value) => takesValue(takes, value))]);
    return values.size > 1 ? [{ field, values: [...values] }] : [];
  });
  const count = varied.reduce((product, { values }) => product * values.length, 1);
  let all: readonly object[] = [data];
  for (const { field, values } of varied) {
    all =
      count <= MOST_COMBINATIONS
        ? all.flatMap((one) => values.map((value) => ({ ...one, [field]: value })))
        : [...all, ...values.map((value) => ({ ...data, [field]: value }))];
  }
  return all as readonly ExperimentData[];
}

/** What an experiment trains by, as it was written. */
export function lossOf({ model, data }: Pick<NetworkExperimentSpec, "model" | "data">): LossKind {
  const loss = isHiddenModel(model) ? lossOfHidden(model, data) : model.loss;
  return typeof loss === "string" ? loss : loss.kind;
}
