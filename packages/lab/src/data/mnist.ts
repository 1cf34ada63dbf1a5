/** MNIST as bytes on shared memory, so that worker threads read one copy. */
import { FormatError } from "minibatch";
import { MNIST } from "./catalogue.ts";
import { type DataOptions, type DataOrigin, SYNTHETIC_SEED } from "./data-options.ts";
import { fetchDataSet } from "./fetch-data-set.ts";
import { readIdx } from "./idx.ts";
import { sha256Of } from "./read-data-file.ts";
import { drawDigits, PIXEL_COUNT } from "./synthetic-digits.ts";

export interface Mnist extends DataOrigin {
  /** [60000, 784] row-major, 0 to 255 */
  readonly trainImages: Uint8Array;
  /** [60000] 0 to 9 */
  readonly trainLabels: Uint8Array;
  /** [10000, 784] */
  readonly testImages: Uint8Array;
  /** [10000] */
  readonly testLabels: Uint8Array;
}

export const MNIST_TRAIN_ROWS = 60_000;
export const MNIST_TEST_ROWS = 10_000;
const SIDE = 28;

/**
 * MNIST from the data directory or a mirror; with neither, as many digits drawn by a procedure, and a notice that says so.
 * Throws InputError for a wrong file, OutputError when the disk refuses, DownloadError when a download breaks off.
 */
export async function loadMnist(options: DataOptions): Promise<Mnist> {
  const files = await fetchDataSet(MNIST, options);
  if (files.kind === "missing") {
    options.notice(`SYNTHETIC digits stand in for MNIST: ${files.reason}`);
    return drawSyntheticMnist(SYNTHETIC_SEED);
  }
  const [trainImages, trainLabels, testImages, testLabels] = MNIST.files.map((file, i) =>
    readBytes(files.bytes[i] as Uint8Array, file.name, SHAPES[i] as readonly number[]),
  ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  return { trainImages, trainLabels, testImages, testLabels, source: files.source, sha256: files.sha256 };
}

/** In the order of the catalogue's files. */
const SHAPES: readonly (readonly number[])[] = [
  [MNIST_TRAIN_ROWS, SIDE, SIDE],
  [MNIST_TRAIN_ROWS],
  [MNIST_TEST_ROWS, SIDE, SIDE],
  [MNIST_TEST_ROWS],
];

function readBytes(bytes: Uint8Array, name: string, shape: readonly number[]): Uint8Array {
  const { dimensions, values } = readIdx(bytes, name);
  if (!(values instanceof Uint8Array) || dimensions.join() !== shape.join()) {
    throw new FormatError(
      `Cannot use ${name}: it is ${dimensions.join(" x ")}, should be ${shape.join(" x ")} unsigned bytes`,
    );
  }
  const shared = new Uint8Array(new SharedArrayBuffer(values.length));
  shared.set(values);
  return shared;
}

/** The procedure's digits in MNIST's sizes: 0 .. 59,999 of the seed to train, the next 10,000 to test. */
export function drawSyntheticMnist(seed: number): Mnist {
  const { images, labels } = drawDigits(seed, 0, MNIST_TRAIN_ROWS + MNIST_TEST_ROWS);
  return {
    trainImages: images.subarray(0, MNIST_TRAIN_ROWS * PIXEL_COUNT),
    trainLabels: labels.subarray(0, MNIST_TRAIN_ROWS),
    testImages: images.subarray(MNIST_TRAIN_ROWS * PIXEL_COUNT),
    testLabels: labels.subarray(MNIST_TRAIN_ROWS),
    source: "synthetic",
    sha256: { "synthetic-digits-images": sha256Of(images), "synthetic-digits-labels": sha256Of(labels) },
  };
}
