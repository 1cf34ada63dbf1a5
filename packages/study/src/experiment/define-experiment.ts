/** The door through which every experiment enters: what a user wrote in, a complete and frozen description out. */

import { deepFreeze } from "../json/deep-freeze.ts";
import type { Json } from "../json/json.ts";
import { buildNetworkTask } from "./build-task.ts";
import { checkFit } from "./checks/check-fit.ts";
import { checkKept } from "./checks/check-kept.ts";
import { checkMeasured, completeObjective, type WrittenMetrics } from "./checks/check-measured.ts";
import { checkCollisions, checkParameter } from "./checks/check-parameters.ts";
import { completePruning, completeSearch } from "./checks/check-pruning.ts";
import { checkSearch } from "./checks/check-search.ts";
import { checkSeeds } from "./checks/check-seeds.ts";
import { checkTexts } from "./checks/check-texts.ts";
import { checkValues } from "./checks/check-values.ts";
import { requirementsOf } from "./checks/requirements.ts";
import { completeParameters } from "./complete-parameter.ts";
import { completeStart } from "./complete-start.ts";
import { completeTraining } from "./complete-training.ts";
import { ExperimentError } from "./experiment-error.ts";
import type { ExperimentInput } from "./experiment-input.ts";
import { checkRead, completeSteps } from "./own-data.ts";
import { defineOwnExperiment, hasOwnTraining, parseOwnInput } from "./own-training/define-own-experiment.ts";
import type { OwnExperimentInput } from "./own-training/own-input.ts";
import { copyPlain, parseInput } from "./parse-input.ts";
import type { OpenExperiment } from "./schema/experiment-schema.ts";
import type { ExperimentData, ExperimentSpec, NetworkExperimentSpec, OwnExperimentSpec, Point } from "./spec.ts";
import { factsOf } from "./trial-facts.ts";

/**
 * Checks an experiment and fills in every default. Each value of each parameter is tried in a whole trial (a range at
 * both ends), so that a bad one is found before anything is trained. The result is frozen and can be given back in.
 *
 * @throws ExperimentError, a SpecError: one line that begins with the path, e.g. `parameters.momentum.values[1]: ...`
 */
export function defineExperiment(input: OwnExperimentInput): OwnExperimentSpec;
export function defineExperiment(input: ExperimentInput): NetworkExperimentSpec;
export function defineExperiment(input: ExperimentInput | OwnExperimentInput): ExperimentSpec;
export function defineExperiment(input: ExperimentInput | OwnExperimentInput): ExperimentSpec {
  const plain = copyPlain(input);
  return hasOwnTraining(plain) ? defineOwnExperiment(plain) : defineNetworkExperiment(plain);
}

function defineNetworkExperiment(plain: Json): NetworkExperimentSpec {
  const open = checkComplete(parseInput(plain));
  checkTexts(open);
  const parameters = completeParameters(open.parameters, (name) => [name]);
  const facts = factsOf(open, parameters);
  const training = completeTraining(open.training, facts);
  const search = completeSearch(open.search, open.pruning);
  const spec: NetworkExperimentSpec = deepFreeze({
    kind: "sweep",
    name: open.name,
    description: open.description,
    data: open.data,
    ...(open.preprocessing !== undefined && { preprocessing: open.preprocessing }),
    model: open.model,
    optimizer: open.optimizer,
    training,
    ...(open.start != null && { start: completeStart(open.start) }),
    numerics: open.numerics,
    parameters,
    search,
    pruning: completePruning(open.pruning, training.epochs, search),
    repeats: open.repeats,
    seed: open.seed,
    objective: completeObjective(open.objective, training, facts),
    threshold: open.threshold,
  });
  checkSeeds(spec);
  for (const [name, parameter] of Object.entries(parameters)) checkParameter(parameters, name, parameter);
  const requirements = requirementsOf(parameters);
  checkCollisions(parameters, requirements);
  checkSearch(spec);
  const written = findWritten(open);
  const putBack = new Set<boolean>();
  const build = (point: Point) => buildNetworkTask(spec, point, spec.seed, spec.name);
  checkValues(spec, requirements, build, (task, isTrial) => {
    checkFit(task);
    checkMeasured(task, spec.objective, written);
    if (isTrial) putBack.add(task.earlyStopping?.restoreBest === true);
  });
  // what nobody wrote must not be refused
  if (open.objective?.at === undefined && putBack.size > 1) {
    return deepFreeze<NetworkExperimentSpec>({ ...spec, objective: { ...spec.objective, at: "last" } });
  }
  checkKept(spec.objective, putBack);
  return spec;
}

/**
 * An experiment on a file that nobody has read yet: its form checked, else as it was written; frozen. The command reads
 * the file and completes it.
 *
 * @throws ExperimentError as defineExperiment
 */
export function openExperiment<Input extends ExperimentInput | OwnExperimentInput>(input: Input): Input {
  const plain = copyPlain(input);
  if (hasOwnTraining(plain)) parseOwnInput(plain);
  else parseInput(plain);
  return deepFreeze(plain as unknown as Input);
}

/** What is read from a file is there, and only a file has what belongs to one. */
function checkComplete({ data, repeats, preprocessing, ...rest }: OpenExperiment): CompleteInput {
  const isFile = "file" in data;
  checkRead(data);
  if (typeof repeats === "object") {
    const fix = isFile
      ? "give it to minibatch sweep, which reads the file"
      : "give a number; folds are parts of a file";
    throw new ExperimentError(["repeats"], `cannot be folds here: ${fix}`);
  }
  return { ...rest, repeats, data: data as ExperimentData, ...completeSteps(data, preprocessing) };
}

type CompleteInput = Omit<OpenExperiment, "data" | "repeats" | "preprocessing"> &
  Pick<NetworkExperimentSpec, "data" | "repeats" | "preprocessing">;

/** What the experiment names itself but leaves without its metric; what parameters set is told by their values. */
function findWritten({ objective, training, optimizer }: CompleteInput): WrittenMetrics {
  const schedule = typeof optimizer === "string" ? undefined : optimizer.schedule;
  const plateau = typeof schedule === "object" ? schedule : { kind: schedule };
  return {
    objective: objective !== undefined,
    earlyStopping: training.earlyStopping === null || training.earlyStopping.metric !== undefined,
    schedule: plateau.kind !== "reduce-on-plateau" || "metric" in plateau,
  };
}
