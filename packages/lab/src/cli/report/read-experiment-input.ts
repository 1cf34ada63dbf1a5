/** All that the page of an experiment is made from, read from the store. */

import { defineModel, type ModelInput, type ModelSpec, SpecError } from "minibatch";
import {
  applyAssignments,
  assignmentsOf,
  buildNetworkTask,
  type ExperimentSpec,
  type Json,
  type Point,
  valuesOf,
} from "study";
import packageFile from "../../../package.json" with { type: "json" };
import type { BestSpec, ExperimentPageInput } from "../../experiment-page/experiment-page-input.ts";
import { METRICS } from "../../objective/metric-names.ts";
import { readFindings } from "../../objective/read-findings.ts";
import type { LabStore, Metrics, TrialRecord } from "../../store/store.ts";
import { findBestTrial } from "./find-best-trial.ts";

/** trials whose figures are read at once */
const PAGE = 500;

export async function readExperimentInput(
  store: LabStore,
  experimentId: number,
  spec: ExperimentSpec,
  generatedAt: Date,
): Promise<ExperimentPageInput> {
  const summary = await store.summarizeExperiment(experimentId);
  const trials = await store.listTrials(experimentId);
  const best = findBestTrial(trials, summary.objective.goal);
  const findings = spec.model !== null && spec.training.doctor ? await readFindings(store, trials) : null;
  return {
    summary,
    spec,
    trials,
    metrics: await readMetrics(store, trials, spec.model === null ? undefined : METRICS),
    environments: await store.listEnvironments(experimentId),
    // earlier versions looked for nothing
    ...(findings !== null && findings.size > 0 && { findings }),
    best: best === null ? null : bestSpec(spec, best),
    network: best === null ? null : await readNetwork(store, spec, best),
    generatedAt,
    version: packageFile.version,
  };
}

/** Null for a training of its author's own, and where the rows of a file decide and the store does not say how. */
async function readNetwork(
  store: LabStore,
  spec: ExperimentSpec,
  { id, parameters, seed }: TrialRecord,
): Promise<ModelSpec | null> {
  if (spec.model === null) return null;
  const { model, preparation } = buildNetworkTask(spec, parameters, seed, spec.name);
  if (preparation === undefined) return model;
  const { model: kept } = ((await store.readResult(id)) ?? {}) as Readonly<Record<string, unknown>>;
  try {
    return defineModel(kept as ModelInput);
  } catch (error) {
    if (error instanceof SpecError) return null;
    throw error;
  }
}

/** The trial's own description, as an experiment without parameters: trained again it gives the trial again. */
export function bestSpec(spec: ExperimentSpec, trial: Pick<TrialRecord, "number" | "parameters" | "seed">): BestSpec {
  const applied = applyAssignments(spec, assignmentsOf(spec.parameters, trial.parameters));
  const { name, numerics, objective } = spec;
  const { data, preprocessing, model, optimizer, training } = applied as Readonly<Record<keyof typeof applied, Json>>;
  return {
    trial: trial.number,
    spec: {
      name: `${name}-${trial.number}`,
      data,
      ...(preprocessing !== undefined && { preprocessing }),
      model,
      optimizer,
      training,
      numerics,
      seed: trial.seed,
      objective: { ...objective },
      ...(spec.model === null && { parameters: fixParameters(spec.parameters, trial.parameters) }),
    },
  };
}

/** A training of one's own is given its parameters by name: one value each is left of them. */
function fixParameters(parameters: ExperimentSpec["parameters"], point: Point): Json {
  const values = valuesOf(parameters, point);
  return Object.fromEntries(
    Object.keys(point).map((name) => [name, [{ label: point[name] ?? null, value: values[name] ?? null }]]),
  );
}

/** `names`: default all that there are. */
async function readMetrics(
  store: LabStore,
  trials: readonly TrialRecord[],
  names?: readonly string[],
): Promise<Map<number, Metrics>> {
  const metrics = new Map<number, Metrics>();
  for (let from = 0; from < trials.length; from += PAGE) {
    const ids = trials.slice(from, from + PAGE).map(({ id }) => id);
    for (const [id, figures] of await store.readMetrics(ids, names)) metrics.set(id, figures);
  }
  return metrics;
}
