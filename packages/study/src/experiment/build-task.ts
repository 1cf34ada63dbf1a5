/** From a point of the search space to the complete training. */

import { readSteps, type StepsInput } from "minibatch-data";
import { definitionOf, drawData, type HiddenModel, isFileData, isHiddenModel, targetOf } from "minibatch-data/sets";
import { deepFreeze } from "../json/deep-freeze.ts";
import { applyAssignments, assignmentsOf } from "./apply-point.ts";
import { checkLibraryParts } from "./check-library-parts.ts";
import { completeStart } from "./complete-start.ts";
import { completeTraining } from "./complete-training.ts";
import { drawFile, nominalInputs } from "./own-data.ts";
import { buildOwnTask } from "./own-training/build-own-task.ts";
import type { OwnTask } from "./own-training/own-task.ts";
import { relocate } from "./relocate.ts";
import { dataSchema } from "./schema/data-schema.ts";
import { parsePart } from "./schema/parse-part.ts";
import { startSchema } from "./schema/start-schema.ts";
import { trainingSchema } from "./schema/training-schema.ts";
import type { ExperimentData, ExperimentSpec, NetworkExperimentSpec, Point } from "./spec.ts";
import type { RowPreparation, TrainTask } from "./train-task.ts";
import { factsOf } from "./trial-facts.ts";

/** The task of one trial, whoever trains. Throws ExperimentError, as each of the two. */
export function buildTask(spec: ExperimentSpec, point: Point, seed: number, id: string): TrainTask | OwnTask {
  return spec.model === null ? buildOwnTask(spec, point, seed, id) : buildNetworkTask(spec, point, seed, id);
}

/**
 * The task of one trial, frozen. Its weights are not kept in its result: the store keeps them. Throws ExperimentError,
 * which names the path in the trial's description, for a point that this experiment cannot have.
 */
export function buildNetworkTask(
  spec: Pick<
    NetworkExperimentSpec,
    "data" | "preprocessing" | "model" | "optimizer" | "training" | "parameters" | "start"
  > &
    Partial<Pick<NetworkExperimentSpec, "seed">>,
  point: Point,
  seed: number,
  id: string,
): TrainTask {
  const assignments = assignmentsOf(spec.parameters, point);
  const trial = applyAssignments(spec, assignments);
  const isChanged = (part: string): boolean => assignments.some(({ segments }) => segments[0] === part);
  const data = isChanged("data") ? (parsePart(dataSchema, trial.data, ["data"]) as ExperimentData) : spec.data;
  const isFile = isFileData(data);
  const inputs = isFile ? nominalInputs(data) : (definitionOf(data).shape(data).inputs ?? 1);
  const around = { shape: [inputs], target: targetOf(data) };
  const { model, optimizer } = checkLibraryParts(trial, around);
  const { earlyStopping, ...training } = isChanged("training")
    ? completeTraining(parsePart(trainingSchema, trial.training, ["training"]), factsOf({ data, model }, {}))
    : spec.training;
  return deepFreeze({
    kind: "train",
    id,
    data: isFile ? drawFile(data, { seed, experimentSeed: spec.seed ?? seed }) : drawData(data, seed),
    model,
    optimizer,
    ...training,
    ...(earlyStopping !== null && { earlyStopping }),
    seed,
    keepWeights: false,
    ...(spec.start !== undefined && { start: spec.start }),
    ...(isChanged("start") && { start: completeStart(parsePart(startSchema, trial.start, ["start"])) }),
    ...(isFile && { preparation: preparationOf(trial) }),
  });
}

/** What is left to the rows that are trained on. */
function preparationOf({
  preprocessing,
  model,
}: {
  readonly preprocessing?: unknown;
  readonly model: unknown;
}): RowPreparation {
  const steps = (preprocessing ?? "auto") as StepsInput;
  relocate(() => readSteps(steps));
  return { steps, hidden: isHiddenModel(model as object) ? (model as HiddenModel) : null };
}
