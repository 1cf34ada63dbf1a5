/**
 * How fast this machine trains while all its workers do: from a fraction of a second of real steps of both networks.
 */
import { createTrainer, type Dataset, loadBackend } from "minibatch";
import { sliceRows } from "minibatch-data/sets";
import type { Task } from "study";
import { countWeights } from "../training/estimate-training.ts";
import { NO_LIMITS, type TaskContext } from "../training/task.ts";
import { defineTaskKind, type Speed, type TaskKind } from "../training/task-table.ts";
import type { TaskEnd } from "../training/thread-messages.ts";
import { runToEnd, type ThreadPool } from "../training/thread-pool.ts";
import type { LabData } from "../training/training-data.ts";
import { DIGIT_BATCH_SIZE } from "./problems/digit-task.ts";
import { digitNetwork, sequenceNetwork } from "./problems/models.ts";
import { FIGURE2_OPTIMIZER, plainSgd } from "./problems/optimizers.ts";
import { SEQUENCE_BATCH_SIZE } from "./problems/sequence-task.ts";

/** more than a cache holds, as the whole split is */
const DIGIT_ROWS = 10_000;
const SEQUENCE_ROWS = 960;
const WARM_UP_MS = 80;
const MEASURE_MS = 120;
const TASK: Task = { kind: "calibrate", id: "calibrate" };

export const calibrateKind: TaskKind<LabData> = defineTaskKind({
  kind: TASK.kind,
  estimateSeconds: () => (4 * (WARM_UP_MS + MEASURE_MS)) / 1000,
  execute: (_task: Task, { data, numerics }: TaskContext<LabData>) => executeCalibrate(data, numerics),
});

/** What the calibration tells of a thread. */
export interface Calibration {
  readonly speed: Speed;
  /** e.g. "wasm-relaxed" */
  readonly kernels: string;
}

/** Measures on every thread at the same time, because cores that share a clock or a cache slow each other down. */
export async function measureSpeed(pool: ThreadPool): Promise<Calibration> {
  const order = { task: TASK, resumeFrom: null, forks: [], limits: NO_LIMITS, setup: null };
  const ends = await Promise.all(pool.threads.map((thread) => runToEnd(thread, order)));
  const calibrations = ends.map((end) => (end as TaskEnd & { kind: "done" }).result as Calibration);
  const mean = (figure: (speed: Speed) => number): number =>
    calibrations.reduce((sum, { speed }) => sum + figure(speed), 0) / calibrations.length;
  const secondsPerStep = mean((speed) => speed.secondsPerStep);
  const secondsPerRowWeight = mean((speed) => speed.secondsPerRowWeight);
  return { speed: { secondsPerStep, secondsPerRowWeight }, kernels: calibrations[0]!.kernels };
}

/** Two networks, two unknowns: a step costs `secondsPerStep + rows * weights * secondsPerRowWeight`. */
async function executeCalibrate(data: LabData, numerics: "fast" | "strict"): Promise<Calibration> {
  const digits = { model: digitNetwork("relu"), optimizer: plainSgd(0.01, []), batchSize: DIGIT_BATCH_SIZE };
  const sequences = { model: sequenceNetwork(), optimizer: FIGURE2_OPTIMIZER, batchSize: SEQUENCE_BATCH_SIZE };
  const large = await secondsOfStep(digits, takeFirst(data.mnist.train, DIGIT_ROWS), numerics);
  const small = await secondsOfStep(sequences, takeFirst(data.sequences, SEQUENCE_ROWS), numerics);
  const largeSize = DIGIT_BATCH_SIZE * countWeights(digits.model);
  const smallSize = SEQUENCE_BATCH_SIZE * countWeights(sequences.model);
  const { name: kernels } = await loadBackend({ numerics });
  return { speed: solveSpeed({ seconds: small, size: smallSize }, { seconds: large, size: largeSize }), kernels };
}

/** A step of one network: how long it takes, and its rows times its weights. */
interface MeasuredStep {
  readonly seconds: number;
  readonly size: number;
}

/** Neither is below 0, whatever the clock says. */
export function solveSpeed(small: MeasuredStep, large: MeasuredStep): Speed {
  const secondsPerRowWeight = Math.max(0, large.seconds - small.seconds) / (large.size - small.size);
  return { secondsPerRowWeight, secondsPerStep: Math.max(0, small.seconds - small.size * secondsPerRowWeight) };
}

function takeFirst(data: Dataset, rows: number): Dataset {
  return sliceRows(data, 0, Math.min(rows, data.x.rows));
}

interface Recipe {
  readonly model: ReturnType<typeof digitNetwork>;
  readonly optimizer: ReturnType<typeof plainSgd>;
  readonly batchSize: number;
}

/** The median epoch's, once the machine code is compiled and the clock has risen. */
async function secondsOfStep(
  { model, optimizer, batchSize }: Recipe,
  train: Dataset,
  numerics: "fast" | "strict",
): Promise<number> {
  using trainer = await createTrainer({ model, optimizer, seed: 0, numerics });
  const steps = Math.ceil(train.x.rows / batchSize);
  const seconds: number[] = [];
  const startMs = performance.now();
  let lastMs = startMs;
  for await (const _ of trainer.epochs(train, { epochs: Number.MAX_SAFE_INTEGER, batchSize })) {
    const nowMs = performance.now();
    if (lastMs - startMs > WARM_UP_MS) seconds.push((nowMs - lastMs) / 1000 / steps);
    lastMs = nowMs;
    if (seconds.length > 2 && nowMs - startMs > WARM_UP_MS + MEASURE_MS) break;
  }
  seconds.sort((a, b) => a - b);
  return seconds[Math.floor(seconds.length / 2)]!;
}
