/** The door through which every experiment enters: what a user wrote in, a complete and frozen description out. */
import { checkFit } from "./checks/check-fit.ts";
import { checkMeasured, completeObjective } from "./checks/check-measured.ts";
import { checkCollisions, checkParameter } from "./checks/check-parameters.ts";
import { completePruning } from "./checks/check-pruning.ts";
import { checkSearch } from "./checks/check-search.ts";
import { checkTexts } from "./checks/check-texts.ts";
import { checkValues } from "./checks/check-values.ts";
import { requirementsOf } from "./checks/requirements.ts";
import { completeParameter } from "./complete-parameter.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { ExperimentError } from "./experiment-error.ts";
import type { ExperimentInput } from "./experiment-input.ts";
import { parseInput } from "./parse-input.ts";
import { LARGEST_SEED } from "./schema/largest-seed.ts";
import type { ExperimentSpec } from "./spec.ts";

/**
 * Checks an experiment and fills in every default. Each value of each parameter is tried in a whole trial (a range at both ends), so
 * that a bad one is found before anything is trained. The result is frozen and can be given back in.
 *
 * @throws ExperimentError, a SpecError: one line that begins with the path, e.g. `parameters.momentum.values[1]: ...`
 */
export function defineExperiment(input: ExperimentInput): ExperimentSpec {
  const open = parseInput(input);
  checkCount(open.parameters);
  checkTexts(open);
  const parameters = Object.fromEntries(
    Object.entries(open.parameters).map(([name, parameter]) => [name, completeParameter(name, parameter)]),
  );
  const spec: ExperimentSpec = deepFreeze({
    kind: "sweep",
    name: open.name,
    description: open.description,
    data: open.data,
    model: open.model,
    optimizer: open.optimizer,
    training: open.training,
    numerics: open.numerics,
    parameters,
    search: open.search,
    pruning: completePruning(open.pruning, open.training.epochs),
    repeats: open.repeats,
    seed: open.seed,
    objective: completeObjective(open.objective, open),
    threshold: open.threshold,
  });
  checkSeeds(spec);
  for (const [name, parameter] of Object.entries(parameters)) checkParameter(parameters, name, parameter);
  const requirements = requirementsOf(parameters);
  checkCollisions(parameters, requirements);
  checkSearch(spec);
  checkValues(spec, requirements, (task) => {
    checkFit(task);
    checkMeasured(task, spec.objective);
  });
  return spec;
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
