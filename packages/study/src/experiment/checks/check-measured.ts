/** Whether what is judged and watched is measured. */

import { lossKindOf } from "minibatch";
import { definitionOf } from "minibatch-data/sets";
import type { Segments } from "../../json/path.ts";
import { ExperimentError } from "../experiment-error.ts";
import { lossHasAccuracy } from "../loss-has-accuracy.ts";
import type { NetworkExperimentSpec, NetworkMetric, ObjectiveSpec } from "../spec.ts";
import type { TrainTask } from "../train-task.ts";
import type { TrialFacts } from "../trial-facts.ts";

/**
 * Default: validation-accuracy, or validation-loss where some trial has no accuracy; of the training split where some
 * trial does not validate and that one is evaluated; `best` where early stopping puts the best epoch's weights back,
 * else `last`: in both the figure is of the network that is kept.
 */
export function completeObjective(
  given: { readonly metric: NetworkMetric; readonly at?: ObjectiveSpec["at"] | undefined } | null | undefined,
  training: NetworkExperimentSpec["training"],
  { allValidate, allHaveAccuracy }: TrialFacts,
): NetworkExperimentSpec["objective"] {
  const split = allValidate || !training.evaluateTrain ? "validation" : "train";
  const metric = `${split}-${allHaveAccuracy ? "accuracy" : "loss"}` as const;
  return { metric: given?.metric ?? metric, at: given?.at ?? (training.earlyStopping?.restoreBest ? "best" : "last") };
}

/** Which of the metrics were written; the others are defaults, and an error names what was written beside them. */
export interface WrittenMetrics {
  readonly objective: boolean;
  readonly earlyStopping: boolean;
  readonly schedule: boolean;
}

/** Throws ExperimentError, whose path is that of the trial's description, or `objective`. */
export function checkMeasured(task: TrainTask, objective: ObjectiveSpec, written: WrittenMetrics): void {
  const { data, optimizer, earlyStopping, evaluateTest } = task;
  if (written.objective) checkMetric(task, objective.metric, ["objective"]);
  else checkDefault(task, objective.metric, "trials are judged");
  if (earlyStopping !== undefined) {
    const path = ["training", "earlyStopping", "metric"];
    if (written.earlyStopping) checkMetric(task, earlyStopping.metric, path);
    else checkDefault(task, earlyStopping.metric, "early stopping goes");
  }
  const { schedule } = optimizer;
  if (schedule.kind === "reduce-on-plateau") {
    if (written.schedule) checkMetric(task, schedule.metric, ["optimizer", "schedule", "metric"]);
    else checkDefault(task, schedule.metric, "reduce-on-plateau goes", "give it metric: train-loss, and ");
  }
  const definition = definitionOf(data);
  if (evaluateTest && definition.rows(data).test === 0) {
    throw new ExperimentError(
      ["training", "evaluateTest"],
      `cannot be true: ${definition.words.short} have no test split; leave it out`,
    );
  }
}

/** The field for which nothing validates, its value, and what to write there; null where something does. */
function whyNotValidated(data: TrainTask["data"]): {
  readonly field: string;
  readonly value: unknown;
  readonly instead: string;
} | null {
  const { validatedBy, rows } = definitionOf(data);
  if (validatedBy === null || rows(data).validation > 0) return null;
  const value = validatedBy.field
    .split(".")
    .reduce((part: unknown, name) => (part as Readonly<Record<string, unknown>>)[name], data);
  return { ...validatedBy, value };
}

/** A default suits every trial but where nothing that it could watch is measured. */
function checkDefault({ data }: TrainTask, metric: ObjectiveSpec["metric"], what: string, also = ""): void {
  const missing = metric.startsWith("validation-") ? whyNotValidated(data) : null;
  if (missing === null) return;
  throw new ExperimentError(
    ["data", ...missing.field.split(".")],
    `cannot be ${missing.value}: nothing validates then, and ${what} by ${metric} when nothing else is said; ` +
      `${also}set training.evaluateTrain to true, or ${missing.instead}`,
  );
}

function checkMetric({ data, model, evaluateTrain }: TrainTask, metric: ObjectiveSpec["metric"], path: Segments): void {
  const problem = (why: string) => new ExperimentError(path, `cannot be ${metric}: ${why}`);
  if (metric.startsWith("train-") && !evaluateTrain) {
    throw problem("the training split is not evaluated; set training.evaluateTrain to true, or watch validation");
  }
  const missing = metric.startsWith("validation-") ? whyNotValidated(data) : null;
  if (missing !== null) {
    const { field, value, instead } = missing;
    throw problem(
      `with data.${field} ${value} nothing validates; ${instead}, or a train- metric with training.evaluateTrain`,
    );
  }
  if (metric.endsWith("-accuracy") && !lossHasAccuracy(model.loss)) {
    throw problem(`${lossKindOf(model.loss)} has no accuracy; use ${metric.replace("-accuracy", "-loss")}`);
  }
}
