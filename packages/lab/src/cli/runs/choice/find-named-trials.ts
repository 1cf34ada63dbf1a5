/**
 * The trials that `runs rm` or `runs retry` was given by name. Damaged ones too: they are looked up without being read.
 */

import { TRIAL_STATUSES, type TrialStatus } from "study";
import type { ExperimentRecord, ExperimentSummary, LabStore, TrialRecord } from "../../../store/store.ts";
import { findExperiment, findTrial } from "../../opening/find-experiment.ts";
import { parseRunName } from "../../opening/run-name.ts";
import { countTrials, describeCounts } from "../../trials/describe-status.ts";

export interface Removal {
  readonly experiment: Pick<ExperimentRecord, "id" | "name">;
  /** of trials, rising; null: the whole experiment */
  readonly numbers: readonly number[] | null;
  /** of those of its trials that are being worked on */
  readonly running: readonly number[];
  readonly counts: ExperimentSummary["counts"];
}

/** One removal per experiment: a whole one swallows its trials. Throws UsageError for what is not there. */
export async function findRemovals(store: LabStore, names: readonly string[]): Promise<Removal[]> {
  const wanted = new Map<string, Set<number> | null>();
  for (const { experiment, number } of names.map(parseRunName)) {
    const before = wanted.get(experiment);
    if (number === null || before === null) wanted.set(experiment, null);
    else wanted.set(experiment, (before ?? new Set()).add(number));
  }
  const removals: Removal[] = [];
  for (const [name, numbers] of wanted) removals.push(await findRemoval(store, name, numbers));
  return removals;
}

/** `optimizers (15 trials: 13 finished, 2 failed)`, `the trials optimizers/3, optimizers/4` */
export function describeRemoval({ experiment: { name }, numbers, counts }: Removal): string {
  const total = countTrials(counts);
  if (numbers === null) {
    return (
      `${name} ` +
      `(${total === 0 ? "no trials" : `${total} ${total === 1 ? "trial" : "trials"}: ${describeCounts(counts)}`})`
    );
  }
  return (
    `the ${total === 1 ? "trial" : "trials"} ${numbers.map((number) => `${name}/${number}`).join(", ")} ` +
    `(${describeCounts(counts)})`
  );
}

async function findRemoval(store: LabStore, name: string, wanted: ReadonlySet<number> | null): Promise<Removal> {
  const id = (await store.findExperimentId(name)) ?? (await findExperiment(store, name)).id;
  const all = await store.listStatuses(id);
  const trials = wanted === null ? all : all.filter(({ number }) => wanted.has(number));
  const missing = [...(wanted ?? [])].find((number) => !all.some((trial) => trial.number === number));
  if (missing !== undefined) await findTrial(store, await findExperiment(store, name), missing);
  const numbers = wanted === null ? null : trials.map(({ number }) => number);
  return { experiment: { id, name }, numbers, running: findRunning(trials), counts: countStatuses(trials) };
}

type Trial = Pick<TrialRecord, "number" | "status">;

function findRunning(trials: readonly Trial[]): number[] {
  return trials.filter(({ status }) => status === "running").map(({ number }) => number);
}

function countStatuses(trials: readonly Trial[]): ExperimentSummary["counts"] {
  return Object.fromEntries(
    TRIAL_STATUSES.map((status) => [status, trials.filter((trial) => trial.status === status).length]),
  ) as Record<TrialStatus, number>;
}
