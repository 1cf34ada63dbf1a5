/** Workers on Postgres: two processes against one, and how soon a trial that becomes ready is taken by an idle one. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { defineExperiment, type ExperimentInput } from "study";
import type { Measured } from "../faults/fault-report.ts";
import { startPrivatePostgres } from "../faults/private-postgres.ts";
import { SetLibrary } from "../src/queue/set-library.ts";
import { submitExperiment } from "../src/queue/submit-experiment.ts";
import { closeQueue, openQueue } from "../src/queue/trial-queue.ts";
import { dataSetsOf, mergeRecords } from "../src/runner/data-sets-of.ts";
import { openStore } from "../src/store/open-store.ts";
import type { ExperimentRecord } from "../src/store/store.ts";
import { loadTrainingSets } from "../src/training/load-training-sets.ts";
import { withDatabase } from "../test/with-database.ts";
import { DIGIT_EXPERIMENT } from "./speedup.ts";

const COMMAND = fileURLToPath(new URL("../bin/minibatch.js", import.meta.url));
const LEAST = 1.85;
const ROUNDS = 3;
const MOST_MS = 50;
const LATENCY_ROUNDS = 40;
const LOOK_EVERY_MS = 20;

/** long enough to be seen while it runs */
const ONE_TRIAL = {
  data: { set: "sequences" },
  model: {
    inputs: 20,
    layers: [
      { kind: "dense", units: 20, activation: "relu" },
      { kind: "dense", units: 1 },
    ],
    loss: "sigmoid-binary-cross-entropy",
  },
  optimizer: { kind: "sgd" },
  training: { epochs: 40, batchSize: 16 },
} as const;

export async function measurePostgresWorkers(log: (line: string) => void): Promise<Measured[]> {
  const server = await startPrivatePostgres({ track_commit_timestamp: "on" });
  try {
    return [await measureTwo(server.url, log), ...(await measureLatency(server.url, log))];
  } finally {
    server.remove();
  }
}

async function measureTwo(serverUrl: string, log: (line: string) => void): Promise<Measured> {
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [one, two] = [await timeWorkers(serverUrl, 1), await timeWorkers(serverUrl, 2)];
    ratios.push(one / two);
    log(`one worker ${one.toFixed(2)} s, two ${two.toFixed(2)} s: ${(one / two).toFixed(3)} x`);
  }
  const ratio = quantile(ratios, 0.5);
  return {
    what: "two `worker` processes on Postgres against one, 16 MNIST trials (median of 3)",
    measured: `${ratio.toFixed(2)} x`,
    limit: `>= ${LEAST} x`,
    isMet: ratio >= LEAST,
  };
}

/**
 * Seconds from when the trials are in the queue to the end of the last; the workers have started and read their data
 * before.
 */
function timeWorkers(serverUrl: string, count: number): Promise<number> {
  return onWorkers(serverUrl, count, async (submit, client) => {
    const training = { epochs: 1, batchSize: 100 };
    await submit({ ...DIGIT_EXPERIMENT, name: "warm", training, parameters: {}, repeats: count });
    await waitForEnd(client, "warm");
    await submit(DIGIT_EXPERIMENT);
    await waitForEnd(client, DIGIT_EXPERIMENT.name);
    const { rows } = await client.query<{ seconds: number }>(
      `select (max(t.ended_at) - min(e.created_at))::float8 / 1000 as seconds
         from minibatch.experiments e join minibatch.trials t on t.experiment_id = e.id where e.name = $1`,
      [DIGIT_EXPERIMENT.name],
    );
    return rows[0]!.seconds;
  });
}

/** From the commit that makes a trial ready to the commit that takes it, both by the server's clock. */
async function measureLatency(serverUrl: string, log: (line: string) => void): Promise<Measured[]> {
  const latencies = await onWorkers(serverUrl, 1, async (submit, client) => {
    const found: number[] = [];
    // the first one is not measured: it loads the data
    for (let round = 0; found.length < LATENCY_ROUNDS; round++) {
      const name = `latency-${round}`;
      await submit({ ...ONE_TRIAL, name });
      const latency = await readLatency(client, name);
      if (round > 0 && latency !== null) found.push(latency);
      await waitForEnd(client, name);
    }
    return found;
  });
  log(`latencies: ${latencies.map((ms) => ms.toFixed(0)).join(" ")} ms`);
  return [0.5, 0.95].map((share) => {
    const ms = quantile(latencies, share);
    return {
      what: `queue latency, ${share === 0.5 ? "median" : "95th percentile"} of ${LATENCY_ROUNDS}`,
      measured: `${ms.toFixed(1)} ms`,
      limit: `<= ${MOST_MS} ms`,
      isMet: ms <= MOST_MS,
    };
  });
}

function onWorkers<T>(
  serverUrl: string,
  count: number,
  work: (submit: (experiment: object) => Promise<ExperimentRecord>, client: pg.Client) => Promise<T>,
): Promise<T> {
  return withDatabase(serverUrl, (url) =>
    withSubmit(url, (submit) =>
      withClient(url, async (client) => {
        const workers = Array.from({ length: count }, () => startWorker(url));
        try {
          return await work(submit, client);
        } finally {
          await Promise.all(workers.map(stopWorker));
        }
      }),
    ),
  );
}

/** Milliseconds; null when the trial had ended before it was seen to run. */
async function readLatency(client: pg.Client, name: string): Promise<number | null> {
  for (;;) {
    const { rows } = await client.query<{ ms: number; ended: boolean }>(
      `select a.ended_at is not null as ended,
              1000 * extract(epoch from pg_xact_commit_timestamp(a.xmin) - pg_xact_commit_timestamp(e.xmin))::float8 as ms
         from minibatch.experiments e
         join minibatch.trials t on t.experiment_id = e.id
         join minibatch.attempts a on a.trial_id = t.id
        where e.name = $1`,
      [name],
    );
    const [seen] = rows;
    if (seen !== undefined) return seen.ended ? null : seen.ms;
    await setTimeout(LOOK_EVERY_MS);
  }
}

async function waitForEnd(client: pg.Client, name: string): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ left: number }>(
      `select count(*)::integer as left from minibatch.experiments e join minibatch.trials t on t.experiment_id = e.id
        where e.name = $1 and t.status in ('ready', 'running')`,
      [name],
    );
    if (rows[0]!.left === 0) return;
    await setTimeout(LOOK_EVERY_MS);
  }
}

/** Puts an experiment into the queue, as `sweep --detach` does. */
async function withSubmit<T>(
  url: string,
  work: (submit: (experiment: object) => Promise<ExperimentRecord>) => Promise<T>,
): Promise<T> {
  const store = await openStore(url);
  const boss = await openQueue(url, () => {});
  const library = new SetLibrary((names) => loadTrainingSets(names, { offline: true, notice() {} }));
  try {
    return await work(async (experiment) => {
      // which checks that it is one
      const spec = defineExperiment(experiment as ExperimentInput);
      const { records } = await library.load(dataSetsOf(spec.data));
      return submitExperiment(store, boss, spec, mergeRecords(records), { priority: null });
    });
  } finally {
    await closeQueue(boss);
    await store.close();
  }
}

function startWorker(url: string): ChildProcess {
  return spawn(process.execPath, [COMMAND, "worker", "--workers", "1", "--offline", "--store", url], {
    stdio: "ignore",
  });
}

async function stopWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null) return;
  worker.kill("SIGTERM");
  await once(worker, "exit");
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The smallest value that so large a share of them does not exceed. */
function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)]!;
}

if (import.meta.main) {
  const { formatResults } = await import("../faults/fault-report.ts");
  const results = await measurePostgresWorkers((line) => void process.stderr.write(`  ${line}\n`));
  process.stdout.write(`${formatResults(results)}\n`);
}
