/** The data sets as the trainings take them: read, drawn or downloaded once, then shared by all workers. */
import { compressRows, type Dataset } from "minibatch";
import type { DataOptions } from "../data/data-options.ts";
import { loadMnist } from "../data/mnist.ts";
import { loadSequences, SEQUENCE_BITS } from "../data/sequences.ts";
import { PIXEL_COUNT } from "../data/synthetic-digits.ts";
import type { TrainingSets } from "./training-data.ts";

/** Where a set came from. */
export interface SetRecord {
  readonly source: "file" | "download" | "synthetic";
  /** file name -> hash; of the drawn rows for synthetic data */
  readonly sha256: Readonly<Record<string, string>>;
}

/** The report's: pixels / 255 (bits are 0 and 1 as they are). */
const PIXEL_SCALE = 1 / 255;

/** Throws what the loader throws. */
export async function loadDigits(
  options: DataOptions,
): Promise<{ readonly digits: NonNullable<TrainingSets["mnist"]>; readonly record: SetRecord }> {
  const mnist = await loadMnist(options);
  const digits = {
    train: shareDigits(mnist.trainImages, mnist.trainLabels),
    test: shareDigits(mnist.testImages, mnist.testLabels),
  };
  return { digits, record: recordOf(mnist) };
}

/** Throws what the loader throws. */
export async function loadTypedSequences(
  options: DataOptions,
): Promise<{ readonly sequences: Dataset; readonly record: SetRecord }> {
  const { rows, labels, ...origin } = await loadSequences(options);
  return { sequences: shareSequences(rows, labels), record: recordOf(origin) };
}

/** Those that are named; the others are null. */
export async function loadTrainingSets(
  names: ReadonlySet<keyof TrainingSets>,
  options: DataOptions,
): Promise<{
  readonly sets: TrainingSets;
  readonly records: Readonly<Partial<Record<keyof TrainingSets, SetRecord>>>;
}> {
  const mnist = names.has("mnist") ? await loadDigits(options) : null;
  const typed = names.has("sequences") ? await loadTypedSequences(options) : null;
  return {
    sets: { mnist: mnist?.digits ?? null, sequences: typed?.sequences ?? null },
    records: { ...(mnist && { mnist: mnist.record }), ...(typed && { sequences: typed.record }) },
  };
}

function recordOf({ source, sha256 }: SetRecord): SetRecord {
  return { source, sha256 };
}

/** Four pixels of five are 0, so the images travel as their non-zero entries. */
function shareDigits(images: Uint8Array, labels: Uint8Array): Dataset {
  const rows = labels.length;
  const dense = { kind: "dense", rows, features: PIXEL_COUNT, values: images, scale: PIXEL_SCALE } as const;
  return { x: compressRows(dense, { shared: true }), y: { kind: "classes", values: labels } };
}

function shareSequences(bits: Uint8Array, labels: Uint8Array): Dataset {
  const x = {
    kind: "dense",
    rows: labels.length,
    features: SEQUENCE_BITS,
    values: shareFloats(bits),
    scale: 1,
  } as const;
  return { x, y: { kind: "values", columns: 1, values: shareFloats(labels) } };
}

function shareFloats(bytes: Uint8Array): Float32Array {
  const floats = new Float32Array(new SharedArrayBuffer(bytes.length * Float32Array.BYTES_PER_ELEMENT));
  floats.set(bytes);
  return floats;
}
