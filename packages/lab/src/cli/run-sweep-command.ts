/** Runs `minibatch sweep`: progress and the closing summary on stderr, with `--json` the summary on stdout. */
import { UsageError } from "../errors.ts";
import { readExperiment } from "../experiment/read/read-experiment.ts";
import type { ExperimentSpec } from "../experiment/spec.ts";
import { loadTrainingSets } from "../run/load-training-sets.ts";
import { lockFile } from "../run/lock-file.ts";
import { startPool } from "../run/worker-pool.ts";
import { describeAttempt } from "../runner/attempt-environment.ts";
import { dataSetsOf, mergeRecords } from "../runner/data-sets-of.ts";
import { openExperiment } from "../runner/open-experiment.ts";
import { runSweep } from "../runner/run-sweep.ts";
import type { ExperimentSummary, LabStore } from "../store/store.ts";
import { resolveFromCaller } from "./caller-path.ts";
import { commandToGoOn } from "./command-to-go-on.ts";
import { followSweep } from "./follow-sweep.ts";
import { InterruptedError } from "./interrupted-error.ts";
import { loadWithDisplay } from "./load-with-display.ts";
import { createDisplay, type ProgressDisplay } from "./progress-display.ts";
import { chooseStore, isPostgres, openChosenStore } from "./store-option.ts";
import type { SweepFlags } from "./sweep-command.ts";
import { describeSweep } from "./sweep-summary.ts";
import { watchInterrupts } from "./watch-interrupts.ts";
import { workerEntry } from "./worker-entry.ts";

export async function runSweepCommand(file: string, flags: SweepFlags): Promise<void> {
  const { place } = chooseStore(flags);
  const spec = await readExperiment(resolveFromCaller(file));
  if (isPostgres(place)) {
    const { sweepOnPostgres } = await import("./sweep-on-postgres.ts");
    return sweepOnPostgres(spec, flags);
  }
  if (flags.detach === true) {
    throw new UsageError(
      `Cannot sweep ${file} detached: the store is ${place}, it should be a postgres:// URL, for the queue is there; name one with --store, or leave --detach out`,
    );
  }
  const unlock = lockFile(
    `${place}.${spec.name}.lock`,
    (holder) =>
      new UsageError(
        `Cannot sweep ${spec.name} in ${place}: ${holder} is sweeping it; wait for it, or use a postgres:// store, which takes many`,
      ),
  );
  const store = await openChosenStore(flags, { create: true }).catch((error: unknown) => {
    unlock();
    throw error;
  });
  try {
    await sweepOnSqlite(spec, store, flags);
  } finally {
    await store.close();
    unlock();
  }
}

async function sweepOnSqlite(spec: ExperimentSpec, store: LabStore, flags: SweepFlags): Promise<void> {
  const display = createDisplay(process.stderr, flags.workers);
  const interrupts = watchInterrupts(
    () => display.onLine("Stopping: checkpoints are being written. Ctrl-C again ends it at once."),
    () => display.close(),
  );
  try {
    const summary = await sweepUntilEnd(spec, store, flags, display, interrupts.signal);
    display.close();
    const closing = await describeSweep(store, summary, spec);
    display.onLine(closing.text);
    if (flags.json === true) process.stdout.write(`${JSON.stringify(closing.document, null, 2)}\n`);
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    const command = commandToGoOn(process.argv.slice(2), process.env);
    throw new InterruptedError(`Interrupted: what is trained is kept in ${store.place}; go on with: ${command}`);
  } finally {
    display.close();
    interrupts.dispose();
  }
}

async function sweepUntilEnd(
  spec: ExperimentSpec,
  store: LabStore,
  flags: SweepFlags,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<ExperimentSummary> {
  const data = flags.data === undefined ? undefined : resolveFromCaller(flags.data);
  const { sets, records } = await loadWithDisplay(
    (options) => loadTrainingSets(dataSetsOf(spec), options),
    { data, offline: flags.offline },
    display,
    signal,
  );
  const experiment = await openExperiment(store, spec, mergeRecords(records));
  const environment = await describeAttempt(spec.numerics);
  signal.throwIfAborted();
  const pool = startPool({ count: flags.workers, entry: workerEntry, data: sets, numerics: spec.numerics });
  try {
    const events = followSweep(display, () => performance.now());
    return await runSweep({ store, experiment, spec, pool, environment, events, signal });
  } finally {
    await pool.close();
  }
}
