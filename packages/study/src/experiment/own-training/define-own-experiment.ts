/** Experiments whose training is their author's own: checked as far as a module can be without being run. */

import { definitionOf } from "minibatch-data/sets";
import type * as z from "zod";
import { deepFreeze } from "../../json/deep-freeze.ts";
import type { Json } from "../../json/json.ts";
import { formatPath, parsePath, type Segments } from "../../json/path.ts";
import { showValue } from "../../json/show-value.ts";
import { checkCollisions, checkParameter } from "../checks/check-parameters.ts";
import { completePruning, completeSearch } from "../checks/check-pruning.ts";
import { checkSearch } from "../checks/check-search.ts";
import { checkSeeds } from "../checks/check-seeds.ts";
import { checkTexts } from "../checks/check-texts.ts";
import { checkValues } from "../checks/check-values.ts";
import { requirementsOf } from "../checks/requirements.ts";
import { completeParameters } from "../complete-parameter.ts";
import { ExperimentError } from "../experiment-error.ts";
import { goalOfName } from "../objective-goal.ts";
import { checkRead, completeSteps } from "../own-data.ts";
import { parsePart } from "../schema/parse-part.ts";
import type { ExperimentData, ObjectiveSpec, OwnExperimentSpec } from "../spec.ts";
import { buildOwnTask } from "./build-own-task.ts";
import { type OpenOwnExperiment, type OpenOwnObjective, ownExperimentSchema } from "./own-schema.ts";
import type { OwnTask } from "./own-task.ts";

/** Whether a plain value describes one: its training names a module. */
export function hasOwnTraining(plain: Json): boolean {
  const training = fieldOf(plain, "training");
  return fieldOf(training, "module") !== undefined;
}

/** Its form. `plain` as it was written. Throws ExperimentError. */
export function parseOwnInput(plain: Json): OpenOwnExperiment {
  return parsePart(ownExperimentSchema as z.ZodType<OpenOwnExperiment>, plain, []);
}

/** `plain` as it was written. Throws ExperimentError. */
export function defineOwnExperiment(plain: Json): OwnExperimentSpec {
  const open = parseOwnInput(plain);
  if (open.data !== null) checkRead(open.data);
  checkTexts(open);
  const parameters = completeParameters(open.parameters, ownPlace);
  const search = completeSearch(open.search, open.pruning);
  const spec: OwnExperimentSpec = deepFreeze({
    kind: "sweep",
    name: open.name,
    description: open.description,
    data: open.data as ExperimentData | null,
    ...completeSteps(open.data, open.preprocessing),
    model: null,
    optimizer: null,
    training: open.training,
    numerics: open.numerics,
    parameters,
    search,
    pruning: completePruning(open.pruning, open.training.epochs, search),
    repeats: open.repeats,
    seed: open.seed,
    objective: completeObjective(open.objective),
    threshold: open.threshold,
  });
  checkSeeds(spec);
  for (const [name, parameter] of Object.entries(parameters)) {
    checkParameter(parameters, name, parameter, (path, text) => checkPlace(spec, path, text));
  }
  const requirements = requirementsOf(parameters);
  checkCollisions(parameters, requirements);
  checkSearch(spec);
  checkValues(spec, requirements, (point) => buildOwnTask(spec, point, spec.seed, spec.name), checkData);
  return spec;
}

function fieldOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, Json>>)[name] : undefined;
}

/** A parameter whose name is no path goes nowhere: the training is given it by its name, as it is given all. */
function ownPlace(name: string): readonly string[] {
  const part = parsePath(name)?.[0];
  return name !== part && (part === "training" || part === "data") ? [name] : [];
}

function completeObjective({ metric, goal, at = "last" }: OpenOwnObjective): ObjectiveSpec {
  const found = goal ?? goalOfName(metric);
  if (found !== null) return { metric, at, goal: found };
  throw new ExperimentError(
    ["objective"],
    `needs a goal: whether less or more ${metric} is better is not known; write { metric: ${metric}, goal: min } or ` +
      "goal: max",
  );
}

/** Why a trial cannot have its own. */
const FIXED: ReadonlyMap<string, string> = new Map([
  ["training", "vary its options, as training.options.rate"],
  ["training.module", "an experiment has one module; let its options tell it what to do"],
  ["training.epochs", "pruning and curves need one length; the training may end earlier"],
  ["data", "an experiment has one data set; vary parts of it, such as data.trainRows"],
  ["data.set", "an experiment has one data set; write another experiment"],
]);

function checkPlace({ data }: OwnExperimentSpec, path: Segments, text: string): void {
  const segments = parsePath(text);
  if (segments === null) {
    throw new ExperimentError(path, `cannot be ${showValue(text)}: it must be a path such as training.options.rate`);
  }
  const fixed = FIXED.get(formatPath(segments));
  if (fixed !== undefined) throw new ExperimentError(path, `cannot be ${text}: ${fixed}`);
  const [part] = segments;
  if (part === "training" || (part === "data" && data !== null)) return;
  throw new ExperimentError(
    path,
    `cannot be ${text}: a trial of a training of one's own has ${data === null ? "" : "data and "}training.options; ` +
      "leave at out, and train is given the parameter by its name",
  );
}

function checkData({ data }: OwnTask): void {
  if (data === null) return;
  const refusal = definitionOf(data).refusal(data);
  if (refusal === null) return;
  const value = (data as unknown as Readonly<Record<string, unknown>>)[refusal.field];
  throw new ExperimentError(["data", refusal.field], `cannot be ${value}: ${refusal.why}`);
}
