/** What `minibatch runs rm` was asked to remove. */
import type { ExperimentRecord, ExperimentSummary, LabStore, TrialRecord } from "../../store/store.ts";
import { TRIAL_STATUSES, type TrialStatus } from "../../sweep/sweep-state.ts";
import { countTrials, describeCounts } from "./describe-status.ts";
import { findExperiment, findTrial } from "./find-experiment.ts";
import { parseRunName } from "./run-name.ts";

export interface Removal {
  readonly experiment: ExperimentRecord;
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
  for (const [name, numbers] of wanted) {
    const experiment = await findExperiment(store, name);
    removals.push(numbers === null ? await wholeOf(store, experiment) : await partOf(store, experiment, [...numbers]));
  }
  return removals;
}

/** `optimizers (15 trials: 13 finished, 2 failed)`, `the trials optimizers/3, optimizers/4` */
export function describeRemoval({ experiment: { name }, numbers, counts }: Removal): string {
  const total = countTrials(counts);
  if (numbers === null) {
    return `${name} (${total === 0 ? "no trials" : `${total} ${total === 1 ? "trial" : "trials"}: ${describeCounts(counts)}`})`;
  }
  return `the ${total === 1 ? "trial" : "trials"} ${numbers.map((number) => `${name}/${number}`).join(", ")} (${describeCounts(counts)})`;
}

async function wholeOf(store: LabStore, experiment: ExperimentRecord): Promise<Removal> {
  const { counts } = await store.summarizeExperiment(experiment.id);
  const running = await store.listTrials(experiment.id, { status: ["running"] });
  return { experiment, numbers: null, running: running.map(({ number }) => number), counts };
}

async function partOf(store: LabStore, experiment: ExperimentRecord, numbers: readonly number[]): Promise<Removal> {
  const trials: TrialRecord[] = [];
  for (const number of numbers) trials.push(await findTrial(store, experiment, number));
  trials.sort((a, b) => a.number - b.number);
  const counts = Object.fromEntries(
    TRIAL_STATUSES.map((status) => [status, trials.filter((trial) => trial.status === status).length]),
  ) as Record<TrialStatus, number>;
  const running = trials.filter(({ status }) => status === "running").map(({ number }) => number);
  return { experiment, numbers: trials.map(({ number }) => number), running, counts };
}
