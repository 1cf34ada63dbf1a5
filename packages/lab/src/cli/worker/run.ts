/** Runs `minibatch worker`: progress and what it has done on stderr, with `--json` a summary on stdout. */
import { InputError } from "../../errors.ts";
import { formatDuration } from "../../progress/format-duration.ts";
import { createSteadyEnd } from "../../progress/steady-end.ts";
import { createTimeLeft } from "../../progress/time-left.ts";
import { countWaiting } from "../../queue/count-waiting.ts";
import type { WorkerReport } from "../../queue/queue-source.ts";
import { runWorker } from "../../queue/run-worker.ts";
import type { WorkerEvents } from "../../queue/worker-events.ts";
import type { ExperimentRecord, LabStore } from "../../store/store.ts";
import type { TrainingWork } from "../../training/estimate-training.ts";
import { commandToGoOn, nextCommand } from "../caller/command-to-go-on.ts";
import { InterruptedError } from "../interrupts/interrupted-error.ts";
import { watchInterrupts } from "../interrupts/watch-interrupts.ts";
import { chooseStore } from "../opening/choose-store.ts";
import { type OpenQueue, withQueue } from "../opening/with-queue.ts";
import type { DataFlags } from "../options/data-option.ts";
import { type ExperimentsFlags, folderOf } from "../options/experiments-option.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { createDisplay } from "../progress/create-display.ts";
import { loadSetsWithDisplay } from "../progress/load-sets-with-display.ts";
import type { ProgressDisplay } from "../progress/progress-display.ts";
import { type ToldExperiment, tellTrials } from "../progress/tell-trials.ts";
import { tellTrouble } from "../progress/tell-trouble.ts";
import { timeTrials } from "../progress/time-trials.ts";
import { printJson } from "../terminal/write-out.ts";
import { isSweep } from "../trials/is-sweep.ts";

export interface WorkerFlags extends StoreFlags, DataFlags, ExperimentsFlags {
  readonly workers: number;
  readonly drain?: true;
  readonly maxTrials?: number;
  readonly experiment?: string;
  readonly json?: true;
}

const COUNT_EVERY_MS = 2_000;

export async function run(flags: WorkerFlags): Promise<void> {
  const display = createDisplay(process.stderr, flags.workers);
  const interrupts = watchInterrupts(
    () =>
      display.onLine("Stopping: running trials go back to the queue after a checkpoint. Ctrl-C again ends it at once."),
    () => display.close(),
  );
  const trouble = tellTrouble(display, chooseStore(flags).place, () => performance.now());
  const startMs = performance.now();
  try {
    const report = await withQueue(flags, trouble.onTrouble, (queue) =>
      work(queue, flags, display, trouble, interrupts.signal),
    );
    const seconds = (performance.now() - startMs) / 1000;
    display.close();
    display.onLine(`${describeReport(report)} in ${formatDuration(seconds)}.`);
    if (flags.json === true) printJson({ trials: report, seconds });
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    const command = commandToGoOn();
    throw new InterruptedError(
      "Interrupted: its trials went back to the queue, for another worker to go on with; start this one again " +
        `with: ${command}`,
    );
  } finally {
    display.close();
    interrupts.dispose();
  }
}

async function work(
  { store, boss, url }: OpenQueue,
  flags: WorkerFlags,
  display: ProgressDisplay,
  trouble: Pick<WorkerEvents, "onTrouble" | "onRecovery">,
  signal: AbortSignal,
): Promise<WorkerReport> {
  const experimentId = flags.experiment === undefined ? null : await findId(store, flags.experiment);
  const known = new Map<number, ToldExperiment & { readonly record: ExperimentRecord }>();
  const timeLeft = createTimeLeft(() => performance.now());
  const steady = createSteadyEnd(() => performance.now());
  let waiting = 0;
  let ended = 0;
  let failed = 0;
  const tell = (): void => {
    const total = ended + trials.count() + waiting;
    const done = ended + trials.done();
    display.onOverall({
      phase: flags.experiment ?? "Queue",
      share: total === 0 ? 0 : done / total,
      finished: ended,
      failed,
      total,
      secondsLeft: steady.next(() =>
        timeLeft.secondsLeft(new Array<TrainingWork>(waiting).fill(timed.meanWork()), flags.workers),
      ),
    });
  };
  const trials = tellTrials(display, (id) => known.get(id) ?? { name: String(id), prefix: "" }, tell);
  const timed = timeTrials(timeLeft, trials, (trial) => {
    const spec = known.get(trial.experimentId)?.record.spec;
    return spec !== undefined && isSweep(spec) ? spec : null;
  });
  const count = async (): Promise<void> => {
    // without an answer it stays as it was: `onTrouble` tells of it
    waiting = await countWaiting(boss, experimentId).catch(() => waiting);
    tell();
  };
  await count();
  const counting = setInterval(() => void count(), COUNT_EVERY_MS);
  try {
    return await runWorker({
      ...{ store, boss, url },
      threads: flags.workers,
      loadSets: loadSetsWithDisplay(flags, display, signal),
      moduleFolder: folderOf(flags) ?? null,
      experimentId,
      drain: flags.drain === true,
      maxTrials: flags.maxTrials ?? null,
      events: {
        ...timed.events,
        ...trouble,
        onLeft: (line) => display.onLine(line),
        onExperiment(record) {
          const { id, name, objective } = record;
          known.set(id, { name, prefix: `${name} `, objective, record });
        },
        onStart(thread, trial, resumed) {
          // until it is counted again
          waiting = Math.max(0, waiting - 1);
          timed.events.onStart(thread, trial, resumed);
        },
        onEnd(thread, trial, outcome) {
          if (outcome !== null && outcome.status !== "paused") ended++;
          if (outcome?.status === "failed") failed++;
          timed.events.onEnd(thread, trial, outcome);
        },
      },
      signal,
    });
  } finally {
    clearInterval(counting);
  }
}

async function findId(store: LabStore, name: string): Promise<number> {
  const experiment = await store.findExperiment(name);
  if (experiment !== null) return experiment.id;
  throw new InputError(
    `Cannot work on ${name}: ${store.place} has no experiment of this name; see ${nextCommand(["runs", "list"])}`,
  );
}

function describeReport({ nothing: _, ...ends }: WorkerReport): string {
  const told = Object.entries(ends).filter(([, count]) => count > 0);
  return told.length === 0
    ? "No trial was trained"
    : `Trials: ${told.map(([end, count]) => `${count} ${end}`).join(", ")}`;
}
