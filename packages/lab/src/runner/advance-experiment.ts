/** Decides what an experiment tries next and writes it into the store. */
import { advanceSweep, type ExperimentSpec, storedMetric, type TrialState } from "study";
import type { ExperimentRecord, LabStore, NewTrial } from "../store/store.ts";
import { KEPT_EPOCH } from "./trial-figures.ts";

/** Whether later trials depend on what earlier ones gave. */
export function isAdaptive({ search, pruning }: ExperimentSpec): boolean {
  return search.kind === "tpe" || pruning.kind !== "none";
}

/**
 * Call it on a transaction's store, the experiment locked. Gives the ids of the trials that have become ready: new
 * ones, and paused ones that go on. Called again at once it gives none.
 */
export async function advanceExperiment(
  store: LabStore,
  experiment: ExperimentRecord,
  spec: ExperimentSpec,
): Promise<number[]> {
  // it may have been cancelled or removed since the caller read it
  const current = await store.findExperimentById(experiment.id);
  if (current === null || current.cancelled) return [];
  const { create, promote, prune } = advanceSweep(spec, await readStates(store, experiment, spec));
  const trials = create.flatMap(({ configuration, point, untilEpoch, thresholds }): NewTrial[] =>
    Array.from({ length: spec.repeats }, (_, repeat) => ({
      number: configuration * spec.repeats + repeat,
      configuration,
      repeat,
      parameters: point,
      seed: spec.seed + repeat,
      task: null,
      untilEpoch,
      thresholds: thresholds?.[repeat] ?? null,
    })),
  );
  if (prune.length > 0) {
    await store.pruneTrials(experiment.id, prune, "pruned at its rung: not among the best that go on");
  }
  if (promote.length > 0) await store.promoteTrials(experiment.id, promote);
  const created = trials.length > 0 ? await store.addTrials(experiment.id, trials) : [];
  const promoted = await Promise.all(
    promote.map(async ({ number }) => (await store.findTrialByNumber(experiment.id, number))!.id),
  );
  return [...promoted, ...created];
}

async function readStates(store: LabStore, experiment: ExperimentRecord, spec: ExperimentSpec): Promise<TrialState[]> {
  const trials = await store.listTrials(experiment.id);
  const name = storedMetric(spec.objective.metric);
  const metrics = isAdaptive(spec)
    ? await store.readMetrics(
        trials.map(({ id }) => id),
        [name, KEPT_EPOCH],
      )
    : new Map<number, never>();
  return trials.map(({ id, number, configuration, repeat, parameters, status }) => ({
    number,
    configuration,
    repeat,
    point: parameters,
    status,
    values: Array.from(metrics.get(id)?.[name] ?? []),
    kept: arrayOrNull(metrics.get(id)?.[KEPT_EPOCH]),
  }));
}

function arrayOrNull(figures: ArrayLike<number> | undefined): readonly number[] | null {
  return figures === undefined ? null : Array.from(figures);
}
