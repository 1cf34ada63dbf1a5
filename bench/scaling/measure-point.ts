/** Times one point: whole epochs of some steps, on all cores. */
import type { Dataset, LayerInput } from "minibatch";
import { openOnThreads } from "../peers/our-threads.ts";
import { median } from "../statistics.ts";
import { CLASSES, operationsOf, type Point, type TimedPoint } from "./grid.ts";

const SAMPLES = 5;
/** of one sample, roughly */
const SAMPLE_SECONDS = 0.03;
/** what we expect at first, to choose how many steps make a sample */
const OPERATIONS_PER_SECOND = 3e10;
const MOST_STEPS = 512;
/** of a data set: 64 MB */
const MOST_VALUES = 2 ** 24;

function drawRows({ width, batch }: Point, steps: number): Dataset {
  const rows = batch * steps;
  // numbers of no pattern that matters; Math.random would take longer than the training
  const values = Float32Array.from({ length: rows * width }, (_, index) => ((index * 2654435761) % 4096) / 4096);
  const labels = Uint8Array.from({ length: rows }, (_, row) => row % CLASSES);
  return { x: { kind: "dense", rows, features: width, values, scale: 1 }, y: { kind: "classes", values: labels } };
}

export async function measurePoint(point: Point, threads: number): Promise<TimedPoint> {
  const { width, batch, depth } = point;
  const hidden = { kind: "dense", units: width, activation: "relu", weights: "glorot-uniform" } as const;
  const layers: LayerInput[] = [...Array.from({ length: depth }, () => hidden), { kind: "dense", units: CLASSES }];
  const expected = operationsOf(point) / OPERATIONS_PER_SECOND + 5e-6 * depth;
  const affordable = Math.floor(MOST_VALUES / (batch * width));
  const steps = Math.max(1, Math.min(MOST_STEPS, affordable, Math.round(SAMPLE_SECONDS / expected)));
  const model = { inputs: width, layers, loss: "softmax-cross-entropy" } as const;
  const options = { model, optimizer: { kind: "sgd", learningRate: 1e-4 }, capacity: batch } as const;
  const { trainer } = await openOnThreads(options, threads);
  try {
    const seconds: number[] = [];
    let begin = performance.now();
    for await (const { batchLoss } of trainer.epochs(drawRows(point, steps), {
      epochs: SAMPLES + 2,
      batchSize: batch,
    })) {
      if (!(batchLoss > 0)) throw new Error(`Cannot time width ${width}: its loss is ${batchLoss}`);
      seconds.push((performance.now() - begin) / 1000 / steps);
      begin = performance.now();
    }
    return { ...point, seconds: median(seconds.slice(2)) };
  } finally {
    trainer.dispose();
  }
}
