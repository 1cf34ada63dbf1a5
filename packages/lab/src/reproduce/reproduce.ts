/**
 * The report, from nothing to the page: loads the data, trains what is missing, writes the report as soon as the figures
 * exist and again when the claims are judged. What is finished is kept, so that it may be interrupted at any moment.
 */
import { setImmediate } from "node:timers/promises";
import packageFile from "../../package.json" with { type: "json" };
import { makeDirectory } from "../files/make-directory.ts";
import { removeUnfinished } from "../files/write-whole.ts";
import { writeReport } from "../report/write-report.ts";
import { lockDirectory } from "../run/lock-directory.ts";
import { openRunStore, type RunStore } from "../run/run-store.ts";
import { runStages } from "../run/run-tasks.ts";
import type { Task } from "../run/task.ts";
import { rowOf } from "../run/task-table.ts";
import { startPool, type WorkerPool } from "../run/worker-pool.ts";
import { beginReport } from "./begin-report.ts";
import type { Budget } from "./budget.ts";
import { measureSpeed } from "./calibrate.ts";
import { describeBudget } from "./describe-budget.ts";
import { describeEnvironment } from "./describe-environment.ts";
import { foldReproduction } from "./fold-reproduction.ts";
import { followPlan } from "./follow-plan.ts";
import type { ReproductionData } from "./load-reproduction-data.ts";
import { planReproduction, SECTIONS } from "./plan.ts";
import type { ReproductionEvents } from "./reproduction-events.ts";
import type { Reproduction } from "./results.ts";
import { createSectionClock } from "./section-clock.ts";
import { TASK_TABLE } from "./task-table.ts";
import { writeModels } from "./write-models.ts";

export interface ReproduceOptions {
  /** directory that receives the report; made when it is not there */
  readonly out: string;
  readonly budget: Budget;
  readonly seed: number;
  readonly workers: number;
  readonly numerics: "fast" | "strict";
  /** called after the directory is ours */
  loadData(): Promise<ReproductionData>;
  /** file of the worker threads, which serve `TASK_TABLE` */
  readonly workerEntry: URL;
  readonly events: ReproductionEvents;
  /** its reason is thrown, after checkpoints and a report of what there is */
  readonly signal: AbortSignal;
}

export async function reproduce(options: ReproduceOptions): Promise<Reproduction> {
  makeDirectory(options.out);
  const unlock = lockDirectory(options.out);
  try {
    removeUnfinished(options.out);
    const data = await options.loadData();
    const { workers: count, workerEntry: entry, numerics, seed, budget } = options;
    const environment = { minibatch: packageFile.version, numerics };
    beginReport({ quick: budget.quick, seed, environment, data: data.records }, options.out);
    options.signal.throwIfAborted();
    const pool = startPool({ count, entry, numerics, data: data.lab });
    try {
      return await runSections(options, data, pool);
    } finally {
      await pool.close();
    }
  } finally {
    unlock();
  }
}

async function runSections(options: ReproduceOptions, data: ReproductionData, pool: WorkerPool): Promise<Reproduction> {
  const { out, budget, seed, workers, numerics, signal } = options;
  const now = (): number => performance.now();
  const { version } = packageFile;
  const { speed, kernels } = await measureSpeed(pool);
  const { mnist, sequences } = data.records;
  const store = openRunStore(out, { numerics, kernels, version, data: { ...mnist.sha256, ...sequences.sha256 } });
  const plan = planReproduction(budget, seed);
  const secondsSoFar = createSectionClock(plan, store, workers, now);
  const estimateSeconds = (task: Task): number => rowOf(TASK_TABLE, task).estimateSeconds(task, speed);
  const isFinished = (task: Task): boolean => store.findRun(task) !== null;
  options.events.onLine(describeBudget({ plan, workers, isFinished, estimateSeconds }));
  const events = followPlan({ plan, workers, isFinished, estimateSeconds, events: options.events, now });

  const write = async (): Promise<Reproduction | null> => {
    const results = readResults(
      SECTIONS.flatMap((section) => plan[section]),
      store,
    );
    if (SECTIONS.some((section) => section !== "claims" && plan[section].some((task) => !results.has(task.id))))
      return null;
    const environment = describeEnvironment({ minibatch: version, workers, kernels, numerics }, new Date());
    const reproduction = foldReproduction(budget, seed, results, {
      environment,
      data: data.records,
      seconds: secondsSoFar(),
    });
    writeModels(budget, seed, results, out);
    writeReport(reproduction, out);
    return reproduction;
  };
  let early: Promise<unknown> = Promise.resolve();
  const onStageEnd = (stage: number): void => {
    const next = SECTIONS[stage + 1];
    if (next !== undefined) events.enter(next);
    if (next !== "claims") return;
    // the first report is drawn while the workers are busy with the claims: once the one that ended this stage has its next task
    early = setImmediate().then(write);
    // told when it is waited for
    early.catch(() => {});
  };

  try {
    events.enter(SECTIONS[0]);
    const stages = SECTIONS.map((section) => plan[section]);
    await runStages(stages, { pool, store, events, signal, estimateSeconds, onStageEnd });
  } catch (error) {
    await Promise.allSettled([early]);
    if (signal.aborted) await write();
    throw error;
  }
  await early;
  return (await write())!;
}

function readResults(tasks: readonly Task[], store: RunStore): ReadonlyMap<string, unknown> {
  const results = new Map<string, unknown>();
  for (const task of tasks) {
    const run = store.findRun(task);
    if (run !== null) results.set(task.id, run.result);
  }
  return results;
}
