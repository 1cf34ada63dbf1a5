/** A store on Postgres with its queue, and workers in this process on `drawSmallLabData`'s sequences. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PgBoss } from "pg-boss";
import type { ExperimentSpec } from "study";
import type { WorkerReport } from "../src/queue/queue-source.ts";
import { type RunWorkerOptions, runWorker } from "../src/queue/run-worker.ts";
import { closeQueue, openQueue, QUEUE_SCHEMA } from "../src/queue/trial-queue.ts";
import { openExperiment } from "../src/runner/open-experiment.ts";
import { runSweep } from "../src/runner/run-sweep.ts";
import { openStore } from "../src/store/open-store.ts";
import type { LabStore } from "../src/store/store.ts";
import { startPool } from "../src/training/thread-pool.ts";
import type { LabData } from "../src/training/training-data.ts";
import { TRAINING_WORKER } from "../src/training/worker-file.ts";
import { drawSmallLabData } from "./small-lab-data.ts";
import { withDatabase } from "./with-database.ts";

export const RECORD = { source: "file", sha256: { small: "0".repeat(64) } } as const;
export const DATA: LabData = drawSmallLabData();

export interface QueueLab {
  readonly url: string;
  readonly store: LabStore;
  readonly boss: PgBoss;
  /** what went wrong in the background */
  readonly troubles: readonly Error[];
}

/** `serverUrl`: a URL of a server that may make databases. */
export async function withQueueLab(serverUrl: string, body: (lab: QueueLab) => Promise<void>): Promise<void> {
  await withDatabase(serverUrl, (url) => openLab(url, body));
}

/** On the database at `url`, as another process would open it. */
export async function openLab(url: string, body: (lab: QueueLab) => Promise<void>): Promise<void> {
  const troubles: Error[] = [];
  const store = await openStore(url);
  try {
    const boss = await openQueue(url, (error) => troubles.push(error));
    try {
      await body({ url, store, boss, troubles });
    } finally {
      await closeQueue(boss);
    }
  } finally {
    await store.close();
  }
}

type WorkOptions = Omit<Partial<RunWorkerOptions>, "events"> & {
  readonly events?: Partial<RunWorkerOptions["events"]>;
};

/** A worker of one thread that drains, unless told otherwise. */
export function work(
  { store, boss, url }: QueueLab,
  { events = {}, ...options }: WorkOptions = {},
): Promise<WorkerReport> {
  return runWorker({
    ...{ store, boss, url, threads: 1, experimentId: null, drain: true, maxTrials: null },
    loadSets: async () => ({ sets: DATA, records: { sequences: RECORD } }),
    moduleFolder: null,
    signal: new AbortController().signal,
    ...options,
    events: {
      onExperiment() {},
      onTrouble() {},
      onRecovery() {},
      onStart() {},
      onProgress() {},
      onEnd() {},
      ...events,
    },
  });
}

/** Everything of an experiment's trials but times and attempts. */
export async function figuresOf(store: LabStore, name: string): Promise<unknown[]> {
  const trials = await store.listTrials((await store.findExperiment(name))!.id);
  const metrics = await store.readMetrics(trials.map(({ id }) => id));
  return trials.map(({ id, number, parameters, seed, status, epochs, diagnosis, weightsSha256, ...trial }) => ({
    ...{ number, parameters, seed, status, epochs, diagnosis, weightsSha256 },
    ...{ objective: trial.objective, objectiveEpoch: trial.objectiveEpoch, keptEpoch: trial.keptEpoch },
    metrics: Object.fromEntries(
      Object.entries(metrics.get(id) ?? {}).map(([metric, values]) => [metric, Array.from(values, String)]),
    ),
  }));
}

/** The figures of an undisturbed sweep: in one process, on SQLite. */
export async function undisturbed(spec: ExperimentSpec): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), "undisturbed-"));
  const pool = startPool({ count: 2, entry: TRAINING_WORKER, setup: { data: DATA, numerics: spec.numerics } });
  const store = await openStore(join(folder, "store.sqlite"));
  try {
    const experiment = await openExperiment(store, spec, RECORD);
    const events = { onBegin() {}, onStart() {}, onProgress() {}, onEnd() {} };
    const { signal } = new AbortController();
    await runSweep({ ...{ store, experiment, spec, pool, events, signal }, environment: null });
    return await figuresOf(store, spec.name);
  } finally {
    await Promise.all([store.close(), pool.close()]);
    rmSync(folder, { recursive: true });
  }
}

/** Jobs in each of pg-boss's states. */
export async function countJobs({ boss }: QueueLab): Promise<Readonly<Record<string, number>>> {
  const { rows } = await boss
    .getDb()
    .executeSql(
      `select state, count(*)::integer as count from ${QUEUE_SCHEMA}.job where name = 'trials' group by state`,
    );
  const counts = rows as { readonly state: string; readonly count: number }[];
  return Object.fromEntries(counts.map(({ state, count }) => [state, count]));
}
