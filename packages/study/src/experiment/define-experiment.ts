/** The door through which every experiment enters: what a user wrote in, a complete and frozen description out. */

import { readSteps } from "minibatch-data";
import { deepFreeze } from "../json/deep-freeze.ts";
import { checkFit } from "./checks/check-fit.ts";
import { checkKept } from "./checks/check-kept.ts";
import { checkMeasured, completeObjective, type WrittenMetrics } from "./checks/check-measured.ts";
import { checkCollisions, checkParameter } from "./checks/check-parameters.ts";
import { completePruning, completeSearch } from "./checks/check-pruning.ts";
import { checkSearch } from "./checks/check-search.ts";
import { checkTexts } from "./checks/check-texts.ts";
import { checkValues } from "./checks/check-values.ts";
import { requirementsOf } from "./checks/requirements.ts";
import { completeParameter } from "./complete-parameter.ts";
import { completeTraining } from "./complete-training.ts";
import { ExperimentError } from "./experiment-error.ts";
import type { ExperimentInput } from "./experiment-input.ts";
import { relocate } from "./relocate.ts";
import { parseInput } from "./parse-input.ts";
import type { OpenExperiment } from "./schema/experiment-schema.ts";
import { LARGEST_SEED } from "./schema/largest-seed.ts";
import type { ExperimentData, ExperimentSpec } from "./spec.ts";
import { factsOf } from "./trial-facts.ts";

/**
 * Checks an experiment and fills in every default. Each value of each parameter is tried in a whole trial (a range at
 * both ends), so that a bad one is found before anything is trained. The result is frozen and can be given back in.
 *
 * @throws ExperimentError, a SpecError: one line that begins with the path, e.g. `parameters.momentum.values[1]: ...`
 */
export function defineExperiment(input: ExperimentInput): ExperimentSpec {
  const open = checkComplete(parseInput(input));
  checkCount(open.parameters);
  checkTexts(open);
  const parameters = Object.fromEntries(
    Object.entries(open.parameters).map(([name, parameter]) => [name, completeParameter(name, parameter)]),
  );
  const facts = factsOf(open, parameters);
  const training = completeTraining(open.training, facts);
  const search = completeSearch(open.search, open.pruning);
  const spec: ExperimentSpec = deepFreeze({
    kind: "sweep",
    name: open.name,
    description: open.description,
    data: open.data,
    ...(open.preprocessing !== undefined && { preprocessing: open.preprocessing }),
    model: open.model,
    optimizer: open.optimizer,
    training,
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
  checkValues(spec, requirements, (task, isTrial) => {
    checkFit(task);
    checkMeasured(task, spec.objective, written);
    if (isTrial) putBack.add(task.earlyStopping?.restoreBest === true);
  });
  // what nobody wrote must not be refused
  if (open.objective?.at === undefined && putBack.size > 1) {
    return deepFreeze<ExperimentSpec>({ ...spec, objective: { ...spec.objective, at: "last" } });
  }
  checkKept(spec.objective, putBack);
  return spec;
}

/** What is read from a file is there, and only a file has what belongs to one. */
function checkComplete({ data, repeats, preprocessing, ...rest }: OpenExperiment): CompleteInput {
  const isFile = "file" in data;
  if (isFile && data.found === undefined) {
    throw new ExperimentError(
      ["data", "file"],
      `cannot be ${JSON.stringify(data.file)} here: nobody has read it yet; give the experiment to minibatch sweep or train, which read files, or draw its rows from a set`,
    );
  }
  if (typeof repeats === "object") {
    const fix = isFile ? "give it to minibatch sweep, which reads the file" : "give a number; folds are parts of a file";
    throw new ExperimentError(["repeats"], `cannot be folds here: ${fix}`);
  }
  if (!isFile && preprocessing !== undefined) {
    throw new ExperimentError(["preprocessing"], "cannot stand beside a named set, whose rows are numbers; leave it out");
  }
  if (preprocessing !== undefined) relocate(() => readSteps(preprocessing));
  const steps = isFile ? { preprocessing: preprocessing ?? ("auto" as const) } : {};
  return { ...rest, repeats, data: data as ExperimentData, ...steps };
}

type CompleteInput = Omit<OpenExperiment, "data" | "repeats" | "preprocessing"> &
  Pick<ExperimentSpec, "data" | "repeats" | "preprocessing">;

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

/** Each is tried beside all others. */
const MOST_PARAMETERS = 1_000;

function checkCount(parameters: object): void {
  const count = Object.keys(parameters).length;
  if (count <= MOST_PARAMETERS) return;
  throw new ExperimentError(
    ["parameters"],
    `cannot be ${count}: at most ${MOST_PARAMETERS} are searched; give several paths (at) to those that move together`,
  );
}

function checkSeeds({ seed, repeats }: ExperimentSpec): void {
  if (seed + repeats - 1 <= LARGEST_SEED) return;
  throw new ExperimentError(
    ["seed"],
    `cannot be ${seed}: ${repeats} repeats would go beyond 2^32 - 1; give a smaller one`,
  );
}
