/** MNIST and the sequences as the trainings take them: read, drawn or downloaded once, then shared by all workers. */
import { compressRows, type Dataset } from "minibatch";
import type { DataOptions } from "../data/data-options.ts";
import { loadMnist } from "../data/mnist.ts";
import { loadSequences, SEQUENCE_BITS } from "../data/sequences.ts";
import { PIXEL_COUNT } from "../data/synthetic-digits.ts";
import type { LabData } from "../run/training-data.ts";
import type { DataRecord } from "./results.ts";

export interface ReproductionData {
  readonly lab: LabData;
  readonly records: { readonly mnist: DataRecord; readonly sequences: DataRecord };
}

/** The report's: pixels / 255 (bits are 0 and 1 as they are). */
const PIXEL_SCALE = 1 / 255;

/** Throws what the loaders throw. */
export async function loadReproductionData(options: DataOptions): Promise<ReproductionData> {
  const mnist = await loadMnist(options);
  const sequences = await loadSequences(options);
  return {
    lab: {
      mnist: {
        train: shareDigits(mnist.trainImages, mnist.trainLabels),
        test: shareDigits(mnist.testImages, mnist.testLabels),
      },
      sequences: shareSequences(sequences.rows, sequences.labels),
    },
    records: { mnist: recordOf(mnist), sequences: recordOf(sequences) },
  };
}

function recordOf({ source, sha256 }: DataRecord): DataRecord {
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
