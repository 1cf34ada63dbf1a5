/**
 * The report, from nothing to the page: loads the data, trains what is missing, writes the report as soon as the
 * figures exist and again when the claims are judged. What is finished is kept, so that it may be interrupted at any
 * moment.
 */
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Task } from "study";
import packageFile from "../../package.json" with { type: "json" };
import { lockDirectory } from "../files/lock-directory.ts";
import { makeDirectory } from "../files/make-directory.ts";
import { removeUnfinished } from "../files/write-whole.ts";
import { describeAttempt } from "../runner/attempt-environment.ts";
import { type OpenPlan, openPlan } from "../runner/task-plan/open-plan.ts";
import { runPlan } from "../runner/task-plan/run-plan.ts";
import { openStore } from "../store/open-store.ts";
import { rowOf } from "../training/task-table.ts";
import { startPool, type ThreadPool } from "../training/thread-pool.ts";
import type { Budget } from "./budget.ts";
import { type Calibration, measureSpeed } from "./calibrate.ts";
import { describeBudget } from "./describe-budget.ts";
import { describeEnvironment } from "./describe-environment.ts";
import { foldReproduction } from "./fold-reproduction.ts";
import { followPlan } from "./follow-plan.ts";
import type { ReproductionData } from "./load-reproduction-data.ts";
import { beginReport } from "./page/begin-report.ts";
import { writeReport } from "./page/write-report.ts";
import { planReproduction, SECTIONS } from "./plan.ts";
import type { ReproductionEvents } from "./reproduction-events.ts";
import { describePlan, type SectionTasks } from "./reproduction-plan.ts";
import type { Reproduction } from "./results.ts";
import { createSectionClock } from "./section-clock.ts";
import { TASK_TABLE } from "./task-table.ts";
import { REPRODUCTION_WORKER } from "./worker-file.ts";
import { writeModels } from "./write-models.ts";

/**
 * in the report's directory: every task's figures, weights and result, and the checkpoints of those that are not
 * finished
 */
export const STORE_FILE = "runs.sqlite";

export interface ReproduceOptions {
  /** directory that receives the report; made when it is not there */
  readonly out: string;
  readonly budget: Budget;
  readonly seed: number;
  readonly workers: number;
  readonly numerics: "fast" | "strict";
  /** called after the directory is ours */
  loadData(): Promise<ReproductionData>;
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
    const { workers: count, numerics, seed, budget } = options;
    const environment = { minibatch: packageFile.version, numerics };
    beginReport({ quick: budget.quick, seed, environment, data: data.records }, options.out);
    options.signal.throwIfAborted();
    const pool = startPool({ count, entry: REPRODUCTION_WORKER, setup: { data: data.lab, numerics } });
    try {
      return await runSections(options, data, pool);
    } finally {
      await pool.close();
    }
  } finally {
    unlock();
  }
}

async function runSections(options: ReproduceOptions, data: ReproductionData, pool: ThreadPool): Promise<Reproduction> {
  const { out, budget, seed, numerics } = options;
  const calibration = await measureSpeed(pool);
  const plan = planReproduction(budget, seed);
  const { kernels } = calibration;
  const description = describePlan(plan, { budget, seed, numerics, kernels, data: data.records });
  const store = await openStore({ kind: "sqlite", file: join(out, STORE_FILE) });
  try {
    const opened = await openPlan(store, description, await describeAttempt(numerics));
    return await trainAndReport(options, { plan, opened, data, pool, calibration });
  } finally {
    await store.close();
  }
}

interface Prepared {
  readonly plan: SectionTasks;
  readonly opened: OpenPlan;
  readonly data: ReproductionData;
  readonly pool: ThreadPool;
  readonly calibration: Calibration;
}

async function trainAndReport(
  options: ReproduceOptions,
  { plan, opened, data, pool, calibration: { speed, kernels } }: Prepared,
): Promise<Reproduction> {
  const { out, budget, seed, workers, numerics, signal } = options;
  const now = (): number => performance.now();
  const secondsSoFar = createSectionClock(plan, opened, workers, now);
  const estimateSeconds = (task: Task): number => rowOf(TASK_TABLE, task).estimateSeconds(task, speed);
  const isFinished = (task: Task): boolean => opened.finished.has(task.id);
  options.events.onLine(describeBudget({ plan, workers, isFinished, estimateSeconds }));
  let writingSeconds = 0;
  const events = followPlan({
    plan,
    workers,
    isFinished,
    estimateSeconds,
    closingSeconds: () => writingSeconds,
    events: options.events,
    now,
  });

  const write = async (): Promise<Reproduction | null> => {
    if (SECTIONS.some((section) => section !== "claims" && !plan[section].every(isFinished))) return null;
    const startMs = now();
    const results = new Map(Array.from(opened.finished, ([id, { result }]) => [id, result]));
    const environment = describeEnvironment({ minibatch: packageFile.version, workers, kernels, numerics }, new Date());
    const reproduction = foldReproduction(budget, seed, results, {
      environment,
      data: data.records,
      seconds: secondsSoFar(),
    });
    writeModels(budget, seed, results, out);
    writeReport(reproduction, out);
    writingSeconds = (now() - startMs) / 1000;
    return reproduction;
  };
  let early: Promise<unknown> = Promise.resolve();
  const onSectionEnd = (section: number): void => {
    const next = SECTIONS[section + 1];
    if (next !== undefined) events.enter(next);
    if (next !== "claims") return;
    // the first report is drawn while the threads are busy with the claims: once the one that ended this section has
    // its next task
    early = setImmediate().then(write);
    // told when it is waited for
    early.catch(() => {});
  };

  try {
    events.enter(SECTIONS[0]);
    const sections = SECTIONS.map((section) => plan[section]);
    await runPlan({ plan: opened, sections, pool, events, signal, estimateSeconds, onSectionEnd });
  } catch (error) {
    await Promise.allSettled([early]);
    if (signal.aborted) await write();
    throw error;
  }
  await early;
  return (await write())!;
}
