/** What 2,000 short trials cost beside their trainings, and whether the process grows. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTrainer } from "minibatch";
import { median } from "study/statistics";
import type { Measured } from "../faults/fault-report.ts";
import { loadTrainingSets } from "../src/training/load-training-sets.ts";
import { openTrainingData } from "../src/training/training-data.ts";
import { runBuilt } from "./run-built.ts";

const TRIALS = 2_000;
const WORKERS = 2;
const MOST_MS = 3;
const MOST_GROWTH_MB = 50;
/** trials after which the process is taken to have reached its size */
const WARM_SHARE = 0.1;
const ALONE_TRIALS = 200;
const ROUNDS = 5;

const MODEL = {
  inputs: 20,
  layers: [
    { kind: "dense", units: 20, activation: "relu" },
    { kind: "dense", units: 1 },
  ],
  loss: "sigmoid-binary-cross-entropy",
} as const;

const EXPERIMENT = {
  name: "overhead",
  data: { set: "sequences" },
  model: MODEL,
  optimizer: { kind: "sgd", learningRate: 0.01 },
  training: { epochs: 1, batchSize: 16, evaluateTrain: true },
  repeats: TRIALS,
};

export async function measureOverhead(log: (line: string) => void): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-overhead-"));
  try {
    const file = join(folder, "overhead.json");
    writeFileSync(file, JSON.stringify(EXPERIMENT));
    const sweep = (store: string) =>
      runBuilt(["sweep", file, "--offline", "--workers", String(WORKERS), "--store", join(folder, store)]);
    const rounds: { readonly overheadMs: number; readonly growth: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      // the machine's speed drifts: what is compared is measured in turn
      const before = await timeAlone();
      const run = await sweep(`${round}.sqlite`);
      // everything is finished: what is left is the process's start, the data and the look into the store
      const idle = await sweep(`${round}.sqlite`);
      const aloneMs = (before + (await timeAlone())) / 2;
      const workerMs = (1000 * (run.seconds - idle.seconds) * WORKERS) / TRIALS;
      const warm = idle.seconds + WARM_SHARE * (run.seconds - idle.seconds);
      const sizes = run.resident.filter(({ seconds }) => seconds >= warm).map(({ megabytes }) => megabytes);
      rounds.push({ overheadMs: workerMs - aloneMs, growth: Math.max(...sizes) - sizes[0]! });
      log(
        `${TRIALS} trials in ${run.seconds.toFixed(2)} s, ${idle.seconds.toFixed(2)} s without any; ` +
          `${workerMs.toFixed(2)} ms of a worker each, the training alone ${aloneMs.toFixed(2)} ms: ` +
          `${(workerMs - aloneMs).toFixed(2)} ms; ` +
          `resident, by tenths: ${tenths(sizes)
            .map((size) => size.toFixed(0))
            .join(" ")} MB`,
      );
    }
    const overheadMs = median(rounds.map((round) => round.overheadMs));
    const growth = median(rounds.map((round) => round.growth));
    return [
      {
        what:
          `overhead per trial, ${TRIALS} trials of 20-20-1, 1 epoch, SQLite, two workers: the sweep takes longer ` +
          `by (median of ${ROUNDS})`,
        measured: `${(overheadMs / WORKERS).toFixed(2)} ms`,
        limit: `<= ${MOST_MS} ms`,
        isMet: overheadMs / WORKERS <= MOST_MS,
      },
      {
        what: "the same as a worker's own time, of which there are two at once",
        measured: `${overheadMs.toFixed(2)} ms`,
        limit: `<= ${MOST_MS} ms`,
        isMet: overheadMs <= MOST_MS,
      },
      {
        what: `growth of its resident memory (median of ${ROUNDS})`,
        measured: `${growth.toFixed(0)} MB`,
        limit: `<= ${MOST_GROWTH_MB} MB`,
        isMet: growth <= MOST_GROWTH_MB,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tenths(values: readonly number[]): number[] {
  return Array.from({ length: 10 }, (_, i) => values[Math.floor((i * values.length) / 10)]!);
}

/** Milliseconds of the same training, trainer and all, by the library alone in this thread. */
async function timeAlone(): Promise<number> {
  const { sets } = await loadTrainingSets(new Set(["sequences"]), { offline: true, notice: () => {} });
  const train = async (seed: number): Promise<void> => {
    // each seed draws its own split, as each trial does
    const data = openTrainingData({ set: "sequences", split: "random", splitSeed: seed, rows: null }, sets);
    using trainer = await createTrainer({ model: MODEL, optimizer: EXPERIMENT.optimizer as { kind: "sgd" }, seed });
    await trainer.fit(data.train, { epochs: 1, batchSize: 16, evaluateTrain: true, validation: data.validation! });
  };
  for (let seed = 0; seed < ALONE_TRIALS; seed++) await train(seed);
  const startMs = performance.now();
  for (let seed = ALONE_TRIALS; seed < 2 * ALONE_TRIALS; seed++) await train(seed);
  return (performance.now() - startMs) / ALONE_TRIALS;
}
