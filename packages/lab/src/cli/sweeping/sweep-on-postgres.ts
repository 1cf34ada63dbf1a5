/** `minibatch sweep` on a Postgres store: through the queue, so that other workers may join. */
import type { ExperimentSpec } from "study";
import type { OwnRows } from "../../data/own-files.ts";
import type { ReadExperiment } from "../../experiment-files/read-experiment.ts";
import { followExperiment } from "../../queue/follow-experiment.ts";
import { runWorker } from "../../queue/run-worker.ts";
import { SetLibrary } from "../../queue/set-library.ts";
import { submitExperiment } from "../../queue/submit-experiment.ts";
import type { WorkerEvents } from "../../queue/worker-events.ts";
import { loadContents } from "../../runner/experiment-contents.ts";
import type { ExperimentRecord, ExperimentSummary } from "../../store/store.ts";
import { commandToGoOn, nextCommand } from "../caller/command-to-go-on.ts";
import { InterruptedError } from "../interrupts/interrupted-error.ts";
import { watchInterrupts } from "../interrupts/watch-interrupts.ts";
import { chooseStore } from "../opening/choose-store.ts";
import { type OpenQueue, withQueue } from "../opening/with-queue.ts";
import type { DataFlags } from "../options/data-option.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { createDisplay } from "../progress/create-display.ts";
import { loadSetsWithDisplay } from "../progress/load-sets-with-display.ts";
import type { ProgressDisplay } from "../progress/progress-display.ts";
import { tellTrouble } from "../progress/tell-trouble.ts";
import { printJson } from "../terminal/write-out.ts";
import { followSharedSweep } from "./follow-shared-sweep.ts";
import type { Conclude } from "./sweep-on-sqlite.ts";
import { tellOwnData } from "./tell-own-data.ts";
import { tellStart } from "./tell-start.ts";

export interface SweepOnPostgresFlags extends StoreFlags, DataFlags {
  readonly workers: number;
  readonly detach?: true;
  readonly priority?: number;
  readonly json?: true;
}

/** With `detach` it ends, without `conclude`, when the trials are in the queue. */
export async function sweepOnPostgres(
  { spec, own, modules, start }: ReadExperiment,
  flags: SweepOnPostgresFlags,
  conclude: Conclude,
): Promise<void> {
  const display = createDisplay(process.stderr, flags.workers);
  const interrupts = watchInterrupts(
    () => display.onLine("Stopping: checkpoints are being written. Ctrl-C again ends it at once."),
    () => display.close(),
  );
  const { place } = chooseStore(flags);
  display.onStatus(`${spec.name}: connecting to ${place}`);
  const trouble = tellTrouble(display, place, () => performance.now());
  try {
    await withQueue(flags, trouble.onTrouble, async ({ store, boss, url }) => {
      display.onStatus(`${spec.name}: loading its data`);
      const library = new SetLibrary(loadSetsWithDisplay(flags, display, interrupts.signal));
      tellOwnData(spec, own, display);
      tellStart(spec, start, display);
      const contents = await loadContents(spec, own, (names) => library.load(names), modules, start?.bytes);
      interrupts.signal.throwIfAborted();
      const experiment = await submitExperiment(store, boss, spec, contents.record, {
        priority: flags.priority ?? null,
        files: contents.files,
      });
      if (flags.detach === true) {
        tellSubmitted(await store.summarizeExperiment(experiment.id), place, flags, display);
        return;
      }
      const summary = await workUntilEnd({
        ...{ store, boss, url, experiment, spec, own, library, display, trouble },
        threads: flags.workers,
        moduleFolder: modules?.folder ?? null,
        signal: interrupts.signal,
      });
      display.close();
      await conclude(store, summary, display);
    });
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    const command = commandToGoOn();
    throw new InterruptedError(
      `Interrupted: what is trained is kept in ${place}, and workers go on with the rest; join them again with: ` +
        `${command}`,
    );
  } finally {
    display.close();
    interrupts.dispose();
  }
}

interface SharedSweep extends OpenQueue {
  readonly experiment: ExperimentRecord;
  readonly spec: ExperimentSpec;
  readonly own: OwnRows | null;
  readonly library: SetLibrary;
  readonly threads: number;
  readonly moduleFolder: string | null;
  readonly display: ProgressDisplay;
  readonly trouble: Pick<WorkerEvents, "onTrouble" | "onRecovery">;
  readonly signal: AbortSignal;
}

async function workUntilEnd(options: SharedSweep): Promise<ExperimentSummary> {
  const { store, boss, url, experiment, library, threads, display, trouble, signal } = options;
  const shown = followSharedSweep({
    display,
    first: await store.summarizeExperiment(experiment.id),
    spec: options.spec,
    now: () => performance.now(),
  });
  const end = new AbortController();
  const following = followExperiment(store, experiment.id, { onSummary: shown.onSummary, signal: end.signal }).catch(
    // of what it shows nothing depends
    () => {},
  );
  try {
    await runWorker({
      ...{ store, boss, url, threads, signal, own: options.own },
      loadSets: (names) => library.load(names),
      moduleFolder: options.moduleFolder,
      experimentId: experiment.id,
      drain: true,
      maxTrials: null,
      events: { ...shown.events, ...trouble },
    });
  } finally {
    end.abort();
    await following;
  }
  return store.summarizeExperiment(experiment.id);
}

function tellSubmitted(
  { name, counts }: ExperimentSummary,
  place: string,
  { json }: SweepOnPostgresFlags,
  display: ProgressDisplay,
): void {
  display.onLine(
    `${name}: ${counts.ready} trials wait in the queue of ${place}, ${counts.running} are being trained; train ` +
      `them with: ${nextCommand(["worker"])}`,
  );
  if (json === true) printJson({ experiment: name, store: place, trials: counts });
}
