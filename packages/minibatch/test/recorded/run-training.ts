/** Runs a recorded training through the public door alone, so that it may run in a page too. */
import {
  type Backend,
  below,
  compressRows,
  createNormalSource,
  createStream,
  createTrainer,
  type Dataset,
  type DenseRows,
  DivergedError,
  type EpochReport,
  type LayerHealth,
  type Numerics,
  restoreTrainer,
  type Stream,
  type Targets,
  type ThreadHost,
  type Trainer,
} from "minibatch";
import type { DrawnData, DrawnFit, DrawnTraining, EpochFigures, Outcome } from "./recorded-training.ts";

/** What it runs on. */
export interface Ground {
  readonly numerics: Numerics;
  readonly backend?: Backend;
  readonly threads?: ThreadHost;
  sha256(bytes: Uint8Array): string | Promise<string>;
  /**
   * Given, it gets every checkpoint, those between two fits included, and what it gives is gone on from: "stop" in the
   * midst of a training, "fit 1" after the first.
   */
  exchange?(saved: Uint8Array, where: string): Uint8Array;
}

class Stop extends Error {}

export async function runTraining(training: DrawnTraining, ground: Ground): Promise<Outcome> {
  const { model, optimizer, seed, data, fits, stopAt } = training;
  const where = {
    numerics: ground.numerics,
    ...(ground.backend && { backend: ground.backend }),
    ...(ground.threads && { threads: ground.threads }),
  };
  const train = drawDataset(data, data.rows, 0);
  const validation = data.validationRows === 0 ? null : drawDataset(data, data.validationRows, 1);
  const reports: EpochReport[] = [];
  let trainer = await createTrainer({ model, optimizer, seed, ...where });
  let error: string | null = null;
  try {
    let stopsIn = stopAt;
    const restore = async (at: string): Promise<void> => {
      const saved = trainer.checkpoint();
      trainer.dispose();
      trainer = await restoreTrainer(ground.exchange?.(saved, at) ?? saved, where);
    };
    for (const [i, fit] of fits.entries()) {
      if (await fitUntil(trainer, train, validation, fit, stopsIn, reports)) {
        await restore("stop");
        await fitUntil(trainer, train, validation, fit, null, reports);
        stopsIn = null;
      }
      if (ground.exchange !== undefined && i < fits.length - 1) await restore(`fit ${i + 1}`);
    }
  } catch (thrown) {
    if (!(thrown instanceof DivergedError)) throw thrown;
    error = thrown.message;
  }
  try {
    const areFinite = trainer.weights().every(({ values }) => values.every(Number.isFinite));
    const predictions = areFinite && validation !== null ? await trainer.predict(validation.x) : null;
    const health = reports.flatMap((report) => report.health);
    return {
      epochs: reports.map(figuresOf),
      healthSha256: health.length === 0 ? null : await ground.sha256(healthBytes(health)),
      weightsSha256: await ground.sha256(joinBytes(trainer.weights().map(({ values }) => values))),
      predictionsSha256: predictions === null ? null : await ground.sha256(joinBytes([predictions])),
      error,
    };
  } finally {
    trainer.dispose();
  }
}

/** True when it was stopped after `stopsIn` updates. */
async function fitUntil(
  trainer: Trainer,
  train: Dataset,
  validation: Dataset | null,
  fit: DrawnFit,
  stopsIn: number | null,
  reports: EpochReport[],
): Promise<boolean> {
  const signal = { aborted: false, reason: new Stop("stop") };
  const onStep = (): void => {
    if (trainer.stepCount === stopsIn) signal.aborted = true;
  };
  try {
    // who is told of steps gets them one by one; where nobody needs it many are made in a call
    const options = { ...fit, ...(validation && { validation }), signal, ...(stopsIn !== null && { onStep }) };
    for await (const report of trainer.epochs(train, options)) reports.push(report);
    return false;
  } catch (error) {
    if (error instanceof Stop) return true;
    throw error;
  }
}

function drawDataset(data: DrawnData, rows: number, part: number): Dataset {
  const { seed, features, outputs } = data;
  const stream = createStream(seed, "data", part);
  const normal = createNormalSource(stream);
  const values = Float32Array.from({ length: rows * features }, () => {
    const value = normal();
    return below(stream, 100) < data.fill ? value : 0;
  });
  // what a row's target follows from: some of its features
  const scores = Float32Array.from({ length: rows * outputs }, (_, i) => {
    const row = Math.floor(i / outputs);
    return values[row * features + ((i % outputs) % features)] + 0.1 * normal();
  });
  const drawn = { x: storeRows(data, rows, values), y: makeTargets(data, rows, scores, stream) };
  if (data.areWeighted !== true) return drawn;
  // some do not count at all, not all
  return { ...drawn, weights: Float32Array.from({ length: rows }, (_, row) => (row === 0 ? 1 : below(stream, 4) / 2)) };
}

function storeRows({ storage, features }: DrawnData, rows: number, values: Float32Array): Dataset["x"] {
  const dense: DenseRows = { kind: "dense", rows, features, values, scale: 1 };
  if (storage === "float32") return dense;
  if (storage === "compressed") return compressRows(dense);
  const bytes = Uint8Array.from(values, (value) => Math.min(255, Math.trunc(Math.abs(value) * 80)));
  return { kind: "dense", rows, features, values: bytes, scale: 1 / 255 };
}

function makeTargets(data: DrawnData, rows: number, scores: Float32Array, stream: Stream): Targets {
  const { outputs: columns, targets } = data;
  if (targets === "classes") {
    const values = Int32Array.from({ length: rows }, (_, row) => {
      const of = scores.subarray(row * columns, (row + 1) * columns);
      return of.indexOf(of.reduce((a, b) => Math.max(a, b)));
    });
    return { kind: "classes", values };
  }
  if (targets === "numbers") return { kind: "values", columns, values: scores };
  if (targets === "bits") return { kind: "values", columns, values: scores.map((score) => (score > 0 ? 1 : 0)) };
  // shares of a class: they add up to 1
  const values = scores.map(() => 1 + below(stream, 9));
  for (let row = 0; row < rows; row++) {
    const of = values.subarray(row * columns, (row + 1) * columns);
    const sum = of.reduce((a, b) => a + b);
    of.forEach((value, i) => {
      of[i] = value / sum;
    });
  }
  return { kind: "values", columns, values };
}

function figuresOf(report: EpochReport): EpochFigures {
  const { epoch, step, learningRate, batchLoss, train, validation, keptEpoch } = report;
  const splits = [train, validation].flatMap((split) => [split?.loss ?? null, split?.accuracy ?? null]);
  return [epoch, step, learningRate, batchLoss, ...splits, keptEpoch];
}

function healthBytes(health: readonly LayerHealth[]): Uint8Array {
  const rows = health.map(({ layer, deadUnits, saturation, meanActivation, gradientNorm, updateRatio }) => [
    ...[layer, deadUnits, saturation, meanActivation, gradientNorm, updateRatio],
  ]);
  return new TextEncoder().encode(JSON.stringify(rows));
}

function joinBytes(arrays: readonly (Float32Array | Float64Array)[]): Uint8Array {
  const parts = arrays.map((array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  const bytes = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
