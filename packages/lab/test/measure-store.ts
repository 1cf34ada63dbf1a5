/**
 * Times a store against its bars, and prints a line for each: `node --conditions=minibatch-source
 * packages/lab/test/measure-store.ts PLACE`. PLACE is an empty store (a new file, or a database of its own), which it
 * fills with 100,000 trials of 50 epochs and 9 metrics, 400 MB.
 */
import { DatabaseSync } from "node:sqlite";
import { openStore } from "../src/store/open-store.ts";
import type { LabStore } from "../src/store/store.ts";
import {
  ENVIRONMENT,
  sampleExperiment,
  sampleOutcome,
  sampleTrials,
  uniqueBytes,
} from "./store-contract/sample-trials.ts";

const NAMES = ["trainLoss", "trainAccuracy", "validationLoss", "validationAccuracy", "a", "b", "c", "d", "e"];
/** trials per experiment: a large one, and some of the usual size */
const SIZES = [90_000, ...Array.from({ length: 10 }, () => 1_000)];

const place = process.argv[2];
if (place === undefined) throw new Error("Call it with an empty store: measure-store.ts PLACE");
const isPostgres = place.startsWith("postgres");
const store = await openStore(place);
if ((await store.listExperiments()).length > 0) throw new Error(`${store.place} is not empty`);

/** The best of some calls: other processes take their share of a machine. */
async function time(work: () => Promise<unknown>, calls: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < calls; i++) {
    const startMs = performance.now();
    await work();
    best = Math.min(best, performance.now() - startMs);
  }
  return best;
}

function tell(what: string, milliseconds: number, bar: number | null): void {
  const verdict = bar === null ? "" : milliseconds <= bar ? `  (bar ${bar})` : `  (bar ${bar}) MISSED`;
  process.stdout.write(`${what.padEnd(48)} ${milliseconds.toFixed(2).padStart(9)} ms${verdict}\n`);
}

async function measureTrials(from: LabStore): Promise<void> {
  const { id } = await from.createExperiment(sampleExperiment());
  const addMs = await time(() => from.addTrials(id, sampleTrials(2_000)), 1);
  tell("addTrials of 2,000", addMs, isPostgres ? null : 200);
  const metrics = Object.fromEntries(NAMES.map((name) => [name, [0.5]]));
  const weights = Array.from({ length: 2_000 }, () => uniqueBytes(2_048));
  const before = process.cpuUsage();
  const endMs = await time(async () => {
    for (const bytes of weights) {
      const taken = await from.takeNextTrial(id, "ann:1/0", ENVIRONMENT);
      await from.endTrial(taken!.lease, sampleOutcome({ metrics, weights: bytes, epochs: 1 }));
    }
  }, 1);
  const { user, system } = process.cpuUsage(before);
  tell("take + endTrial, per trial", endMs / weights.length, isPostgres ? null : 1);
  tell("  of which this process computes", (user + system) / 1000 / weights.length, null);
  const { id: other } = await from.createExperiment(sampleExperiment());
  await from.addTrials(other, sampleTrials(1));
  const taken = await from.takeNextTrial(other, "ann:1/0", ENVIRONMENT);
  const checkpoint = uniqueBytes(1_000_000);
  let epochs = 0;
  const save = () => {
    checkpoint[0] = ++epochs;
    return from.saveCheckpoint(taken!.lease, checkpoint, epochs);
  };
  tell("saveCheckpoint of 1 MB", await time(save, 50), null);
  tell("removeExperiment of 2,000", await time(() => from.removeExperiment(id), 1), null);
  await from.removeExperiment(other);
}

/** Past the store, for it would take minutes: what is measured is reading. */
async function fill(experimentId: number, trials: number): Promise<void> {
  const numbers = isPostgres
    ? `select generate_series(0, ${trials - 1}) as n`
    : `with recursive counted(n) as (select 0 union all select n + 1 from counted where n < ${trials - 1}) select n from counted`;
  const bytes = isPostgres ? "decode(repeat('0123456789abcdef', 50), 'hex')" : "randomblob(400)";
  const statements = [
    `insert into trials (experiment_id, number, configuration, repeat, seed, status, attempts, until_epoch, epochs, objective,
       seconds, started_at, ended_at, parameters)
     select ${experimentId}, n, n / 5, n % 5, 20 + n % 5, case when n % 20 = 0 then 'failed' else 'finished' end, 1, 50, 50,
       case when n % 20 = 0 then null else (n * 7919 % 100003) / 100003.0 end, 12.5, 1, 2,
       '{"optimizer.learningRate":0.0123456789,"model.layers[0].units":128,"optimizer":"adam","training.batchSize":64}'
     from (${numbers}) as numbers`,
    `insert into metrics (trial_id, name, "values")
     select id, name, ${bytes} from trials cross join (${NAMES.map((name) => `select '${name}' as name`).join(" union all ")}) as names
     where experiment_id = ${experimentId}`,
  ];
  if (isPostgres) {
    for (const text of statements) {
      await store.executeSql(text.replaceAll(/(into|from) (trials|metrics)\b/g, "$1 minibatch.$2"));
    }
    // the server does so by itself, within a minute
    await store.executeSql("analyze minibatch.trials, minibatch.metrics");
    return;
  }
  const database = new DatabaseSync(place!);
  for (const text of statements) database.exec(text);
  database.close();
}

await measureTrials(store);
const ids: number[] = [];
for (const size of SIZES) {
  const { id } = await store.createExperiment(sampleExperiment());
  await fill(id, size);
  ids.push(id);
}
const [large, usual] = ids as [number, number];
const trials = await store.listTrials(usual);
const trialIds = trials.map(({ id }) => id);
const four = NAMES.slice(0, 4);
tell("listExperiments, 100,000 trials", await time(() => store.listExperiments(), 10), 60);
tell("summarizeExperiment of 1,000", await time(() => store.summarizeExperiment(usual), 10), null);
for (const id of [large, usual]) {
  const best = () => store.listTrials(id, { order: "objective", limit: 50 });
  tell(`listTrials of ${id === large ? "90,000" : "1,000"}, best 50`, await time(best, 10), 20);
}
const last = () => store.listTrials(large, { order: "objective", limit: 50, offset: 85_480 });
tell("listTrials of 90,000, the last 50", await time(last, 10), null);
tell("listTrials of 1,000, all", await time(() => store.listTrials(usual), 10), null);
tell("readMetrics of 1,000, 4 names", await time(() => store.readMetrics(trialIds, four), 10), 300);
tell("readMetrics of 1,000, all 9", await time(() => store.readMetrics(trialIds), 10), null);
const open = async () => (await openStore(place, { create: false })).close();
tell("openStore and close", await time(open, 10), null);
await store.close();
