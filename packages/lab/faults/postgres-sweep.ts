/**
 * A sweep on Postgres with processes of its own, what it should give, and whether it has given that: nothing lost,
 * nothing twice.
 */
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { TRIAL_STATUSES, type TrialStatus } from "study";
import { QUEUE, QUEUE_SCHEMA } from "../src/queue/trial-queue.ts";
import { withRetries } from "../src/runner/with-retries.ts";
import { openStore } from "../src/store/open-store.ts";
import type { AttemptRecord, LabStore, TrialRecord } from "../src/store/store.ts";
import { type Ended, ended, runMinibatch, startMinibatch } from "../test/run-minibatch.ts";
import { withDatabase } from "../test/with-database.ts";
import { exportTrials, findDifference } from "./export-figures.ts";

/** Adam, dropout and the doctor: state of an optimizer, of random streams, and figures of every kind. */
export function describeTrials(name: string, trials: number, epochs: number): object {
  return {
    name,
    data: { set: "sequences" },
    model: {
      inputs: 20,
      layers: [
        { kind: "dense", units: 48, activation: "relu" },
        { kind: "dropout", rate: 0.2 },
        { kind: "dense", units: 1 },
      ],
      loss: "sigmoid-binary-cross-entropy",
    },
    optimizer: { kind: "adam" },
    training: { epochs, batchSize: 16, doctor: true },
    parameters: { learningRate: { at: "optimizer.learningRate", values: [0.001, 0.01] } },
    repeats: Math.ceil(trials / 2),
  };
}

export interface WorkerProcess {
  readonly child: ChildProcess;
  readonly end: Promise<Ended>;
}

export interface TriedTrial {
  readonly trial: TrialRecord;
  readonly attempts: readonly AttemptRecord[];
}

export class PostgresSweep {
  readonly url: string;
  readonly #folder: string;
  readonly #started: WorkerProcess[] = [];
  #store: LabStore | null = null;

  constructor(url: string, folder: string) {
    this.url = url;
    this.#folder = folder;
  }

  /** Writes the experiment, and gives the file. */
  write(experiment: object): string {
    const file = join(this.#folder, `${(experiment as { name: string }).name}.json`);
    writeFileSync(file, JSON.stringify(experiment));
    return file;
  }

  async submit(file: string): Promise<void> {
    requireSuccess(await runMinibatch(["sweep", file, "--offline", "--store", this.url, "--detach"]), "sweep --detach");
  }

  /** One trial at a time, until the queue is empty. */
  startWorker(...options: readonly string[]): WorkerProcess {
    return this.start(["worker", "--offline", "--store", this.url, "--workers", "1", "--drain", ...options]);
  }

  start(args: readonly string[]): WorkerProcess {
    const child = startMinibatch(args);
    const worker = { child, end: ended(child) };
    this.#started.push(worker);
    return worker;
  }

  /** Of all trials, or of those with this status. */
  async read(name: string, status: readonly TrialStatus[] = TRIAL_STATUSES): Promise<TriedTrial[]> {
    return withRetries(async () => {
      this.#store ??= await openStore(this.url);
      const store = this.#store;
      const { id } = (await store.findExperiment(name))!;
      const trials = await store.listTrials(id, { status });
      return Promise.all(trials.map(async (trial) => ({ trial, attempts: await store.listAttempts(trial.id) })));
    });
  }

  async readTrial(id: number): Promise<TriedTrial> {
    return withRetries(async () => {
      this.#store ??= await openStore(this.url);
      return { trial: (await this.#store.findTrial(id))!, attempts: await this.#store.listAttempts(id) };
    });
  }

  /** Waits for every worker that was not killed. Throws when one has not ended well. */
  async finish(): Promise<void> {
    for (const { child, end } of this.#started) {
      const result = await end;
      if (child.signalCode === null) requireSuccess(result, "worker");
    }
  }

  /** Ends what is left of the processes that it started. */
  async close(): Promise<void> {
    for (const { child } of this.#started) child.kill("SIGKILL");
    await this.#store?.close();
  }

  /** What is wrong with the sweep, measured against the same one undisturbed on SQLite; null: nothing. */
  async judge(file: string, name: string): Promise<string | null> {
    const quiet = join(this.#folder, `${name}.sqlite`);
    requireSuccess(await runMinibatch(["sweep", file, "--offline", "--store", quiet]), "the undisturbed sweep");
    const difference = findDifference(await exportTrials(name, quiet), await exportTrials(name, this.url));
    if (difference !== null) return difference;
    for (const { trial, attempts } of await this.read(name)) {
      const finished = attempts.filter(({ outcome }) => outcome === "finished").length;
      if (finished !== 1) return `trial ${trial.number} was finished ${finished} times`;
    }
    const live = await this.countLiveJobs();
    return live === 0 ? null : `${live} jobs are left in the queue`;
  }

  async countLiveJobs(): Promise<number> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::integer as count from ${QUEUE_SCHEMA}.job where name = $1 and state <= 'active'`,
      [QUEUE],
    );
    await client.end();
    return rows[0]!.count;
  }
}

/** In a database of its own on that server; no process of it is left at the end. */
export async function withPostgresSweep<T>(serverUrl: string, work: (sweep: PostgresSweep) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-faults-"));
  try {
    return await withDatabase(serverUrl, async (url) => {
      const sweep = new PostgresSweep(url, folder);
      try {
        return await work(sweep);
      } finally {
        await sweep.close();
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function requireSuccess({ code, stderr }: Ended, what: string): void {
  if (code !== 0) throw new Error(`${what} ended with ${code}: ${stderr.trim()}`);
}
