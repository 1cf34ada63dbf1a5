/** What the cases train on: digits that are given, and random rows drawn from a fixed seed. */
import { below, createStream, type Dataset, fillUniform } from "minibatch";
import { PIXEL_COUNT } from "minibatch-data/sets";
import type { Mnist } from "../../../data/mnist.ts";
import type { BenchSize } from "./bench-size.ts";

export interface BenchData {
  readonly train: Dataset;
  readonly test: Dataset;
  /** [.., 784] dense, 10 classes */
  readonly noise: Dataset;
  /** [.., 20] bits, one bit to tell */
  readonly bits: Dataset;
}

const SEED = 1;
const NOISE_STREAM = 101;
const BITS_STREAM = 102;
const CLASSES = 10;
const BITS = 20;

export function gatherBenchData(mnist: Mnist, size: BenchSize): BenchData {
  return {
    train: digits(mnist.trainImages, mnist.trainLabels, size.trainRows),
    test: digits(mnist.testImages, mnist.testLabels, size.testRows),
    noise: drawNoise(size.noiseRows),
    bits: drawBits(size.bitRows),
  };
}

function digits(images: Uint8Array, labels: Uint8Array, rows: number): Dataset {
  const values = images.subarray(0, rows * PIXEL_COUNT);
  return {
    x: { kind: "dense", rows, features: PIXEL_COUNT, values, scale: 1 / 255 },
    y: { kind: "classes", values: labels.subarray(0, rows) },
  };
}

function drawNoise(rows: number): Dataset {
  const stream = createStream(SEED, "data", 0, NOISE_STREAM);
  const values = new Float32Array(rows * PIXEL_COUNT);
  fillUniform(stream, values, 0, 1);
  const labels = Uint8Array.from({ length: rows }, () => below(stream, CLASSES));
  return {
    x: { kind: "dense", rows, features: PIXEL_COUNT, values, scale: 1 },
    y: { kind: "classes", values: labels },
  };
}

function drawBits(rows: number): Dataset {
  const stream = createStream(SEED, "data", 0, BITS_STREAM);
  const values = Float32Array.from({ length: rows * BITS }, () => below(stream, 2));
  const labels = Float32Array.from({ length: rows }, () => below(stream, 2));
  return {
    x: { kind: "dense", rows, features: BITS, values, scale: 1 },
    y: { kind: "values", columns: 1, values: labels },
  };
}
