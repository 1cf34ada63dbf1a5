/** Runs an experiment into a SQLite file in this process, shown on the terminal; for `sweep` and `train`. */

import { UsageError } from "../../errors.ts";
import type { ReadExperiment } from "../../experiment-files/read-experiment.ts";
import { lockFile } from "../../files/lock-file.ts";
import { describeAttempt } from "../../runner/attempt-environment.ts";
import { loadContents } from "../../runner/experiment-contents.ts";
import { openExperiment } from "../../runner/open-experiment.ts";
import { runSweep } from "../../runner/run-sweep.ts";
import type { ExperimentSummary, LabStore } from "../../store/store.ts";
import { loadTrainingSets } from "../../training/load-training-sets.ts";
import { startPool } from "../../training/thread-pool.ts";
import { TRAINING_WORKER } from "../../training/worker-file.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { commandFromAnywhere, commandToGoOn } from "../caller/command-to-go-on.ts";
import { InterruptedError } from "../interrupts/interrupted-error.ts";
import { watchInterrupts } from "../interrupts/watch-interrupts.ts";
import { chooseStore, openChosenStore } from "../opening/choose-store.ts";
import type { DataFlags } from "../options/data-option.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { createDisplay } from "../progress/create-display.ts";
import { loadWithDisplay } from "../progress/load-with-display.ts";
import type { ProgressDisplay } from "../progress/progress-display.ts";
import { sweepLockOf } from "../trials/sweep-lock.ts";
import { followSweep } from "./follow-sweep.ts";
import { tellOwnData } from "./tell-own-data.ts";
import { tellStart } from "./tell-start.ts";

export interface SweepOnSqliteFlags extends StoreFlags, DataFlags {
  readonly workers: number;
}

/** Called when a sweep has ended, the bars taken away, the store still open. */
export type Conclude = (store: LabStore, summary: ExperimentSummary, display: ProgressDisplay) => Promise<void>;

export async function sweepOnSqlite(
  experiment: ReadExperiment,
  flags: SweepOnSqliteFlags,
  conclude: Conclude,
): Promise<void> {
  const { place } = chooseStore(flags);
  const display = createDisplay(process.stderr, flags.workers);
  // before anything is locked: an interruption leaves no lock
  const interrupts = watchInterrupts(
    () => display.onLine("Stopping: checkpoints are being written. Ctrl-C again ends it at once."),
    () => display.close(),
  );
  try {
    await sweepLocked(experiment, flags, conclude, display, interrupts.signal);
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    const command = commandToGoOn();
    throw new InterruptedError(`Interrupted: what is trained is kept in ${place}; go on with: ${command}`);
  } finally {
    display.close();
    interrupts.dispose();
  }
}

async function sweepLocked(
  experiment: ReadExperiment,
  flags: SweepOnSqliteFlags,
  conclude: Conclude,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<void> {
  const { place } = chooseStore(flags);
  const { spec } = experiment;
  const lock = sweepLockOf(place, spec.name);
  const unlock = lockFile(
    lock,
    (holder) =>
      new UsageError(
        `Cannot sweep ${spec.name} in ${place}: ${holder} is sweeping it; wait for it, use a postgres:// store, ` +
          `which takes many, or delete ${lock} if that process is gone`,
      ),
    { elsewhere: "give --store a file in a directory that can be written", command: commandFromAnywhere() },
  );
  try {
    const store = await openChosenStore(flags, { create: true });
    try {
      const summary = await sweepUntilEnd(experiment, store, flags, display, signal);
      display.close();
      await conclude(store, summary, display);
    } finally {
      await store.close();
    }
  } finally {
    unlock();
  }
}

async function sweepUntilEnd(
  { spec, own, modules, start }: ReadExperiment,
  store: LabStore,
  flags: SweepOnSqliteFlags,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<ExperimentSummary> {
  display.onStatus(`${spec.name}: loading its data`);
  const data = flags.data === undefined ? undefined : resolveFromCaller(flags.data);
  tellOwnData(spec, own, display);
  tellStart(spec, start, display);
  const load = (names: Parameters<typeof loadTrainingSets>[0]) =>
    loadWithDisplay((options) => loadTrainingSets(names, options), { data, offline: flags.offline }, display, signal);
  const contents = await loadContents(spec, own, load, modules, start?.bytes);
  display.onStatus(`${spec.name}: starting ${flags.workers === 1 ? "a worker" : `${flags.workers} workers`}`);
  const experiment = await openExperiment(store, spec, contents.record, contents.files);
  if (experiment.cancelled) await store.reviveExperiment(experiment.id);
  const environment = await describeAttempt(spec.numerics);
  signal.throwIfAborted();
  const pool = startPool({
    count: flags.workers,
    entry: TRAINING_WORKER,
    setup: { data: contents.sets, numerics: spec.numerics, modules },
  });
  try {
    const events = followSweep({ display, spec, workers: flags.workers, now: () => performance.now() });
    return await runSweep({
      store,
      experiment: { ...experiment, cancelled: false },
      spec,
      pool,
      environment,
      events,
      signal,
    });
  } finally {
    await pool.close();
  }
}
