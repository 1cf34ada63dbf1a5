/** From a point of the search space to the complete training. */

import { drawData } from "minibatch-data/sets";
import { deepFreeze } from "../json/deep-freeze.ts";
import { applyAssignments, assignmentsOf } from "./apply-point.ts";
import { checkLibraryParts } from "./check-library-parts.ts";
import { completeTraining } from "./complete-training.ts";
import { buildOwnTask } from "./own/build-own-task.ts";
import type { OwnTask } from "./own/own-task.ts";
import { dataSchema } from "./schema/data-schema.ts";
import { parsePart } from "./schema/parse-part.ts";
import { trainingSchema } from "./schema/training-schema.ts";
import type { ExperimentSpec, NetworkExperimentSpec, Point } from "./spec.ts";
import type { TrainTask } from "./train-task.ts";
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
  spec: Pick<NetworkExperimentSpec, "data" | "model" | "optimizer" | "training" | "parameters">,
  point: Point,
  seed: number,
  id: string,
): TrainTask {
  const assignments = assignmentsOf(spec.parameters, point);
  const trial = applyAssignments(spec, assignments);
  const isChanged = (part: string): boolean => assignments.some(({ segments }) => segments[0] === part);
  const { model, optimizer } = checkLibraryParts(trial);
  const data = isChanged("data") ? parsePart(dataSchema, trial.data, ["data"]) : spec.data;
  const { earlyStopping, ...training } = isChanged("training")
    ? completeTraining(parsePart(trainingSchema, trial.training, ["training"]), factsOf({ data, model }, {}))
    : spec.training;
  return deepFreeze({
    kind: "train",
    id,
    data: drawData(data, seed),
    model,
    optimizer,
    ...training,
    ...(earlyStopping !== null && { earlyStopping }),
    seed,
    keepWeights: false,
  });
}
