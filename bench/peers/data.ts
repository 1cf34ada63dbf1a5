/** The data of the cases. The same rules as data.py. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Work } from "./work.ts";

/** x [rows, inputs], to be multiplied by `scale`; labels [rows] */
export interface LabelledRows {
  readonly x: Uint8Array | Float32Array;
  readonly scale: number;
  readonly labels: Uint8Array;
}

const PIXELS = 784;
const TEST_ROWS = 10_000;

/** An IDX file is a header of 16 bytes (images) or 8 (labels), then one byte per pixel or label. */
function readIdx(work: Work, name: string, headerBytes: number): Uint8Array {
  const { buffer, byteOffset, byteLength } = gunzipSync(readFileSync(join(work.data, "mnist", `${name}-ubyte.gz`)));
  return new Uint8Array(buffer, byteOffset + headerBytes, byteLength - headerBytes);
}

function readDigits(work: Work, split: string, rows: number): LabelledRows {
  return {
    x: readIdx(work, `${split}-images-idx3`, 16).subarray(0, rows * PIXELS),
    scale: 1 / 255,
    labels: readIdx(work, `${split}-labels-idx1`, 8).subarray(0, rows),
  };
}

/** xorshift32: these rows need to be the same in every run, and no better than that. */
function createUniform(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 8) / 2 ** 24;
  };
}

export function trainingRows(work: Work): LabelledRows {
  const { rows, source } = work;
  if (source === "mnist") return readDigits(work, "train", rows);
  const uniform = createUniform();
  const drawn = Float32Array.from({ length: rows * work.sizes[0]! }, uniform);
  if (source === "bits") {
    return {
      x: drawn.map(Math.round),
      scale: 1,
      labels: Uint8Array.from({ length: rows }, () => Math.round(uniform())),
    };
  }
  return { x: drawn, scale: 1, labels: Uint8Array.from({ length: rows }, () => Math.floor(uniform() * 10)) };
}

/** 10,000 digits, or the training rows where there is no other split. */
export function testRows(work: Work): LabelledRows {
  return work.source === "mnist" ? readDigits(work, "t10k", TEST_ROWS) : trainingRows(work);
}

/** For a peer that wants numbers ready to be multiplied. */
export function asFloats({ x, scale }: LabelledRows): Float32Array {
  return Float32Array.from(x, (value) => value * scale);
}

/** Standard normal numbers (Box and Muller, 1958), the same ones in every run. */
export function drawNormals(): () => number {
  const uniform = createUniform();
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Glorot normal matrices [inputs, units], row by row. */
export function drawWeights(sizes: readonly number[]): Float32Array[] {
  const normal = drawNormals();
  return sizes.slice(1).map((units, layer) => {
    const inputs = sizes[layer]!;
    return Float32Array.from({ length: inputs * units }, () => Math.sqrt(2 / (inputs + units)) * normal());
  });
}

const drawUniform = createUniform();

/** A random order of 0 .. count - 1, another at every call and the same ones in every run. */
export function drawOrder(count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(drawUniform() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** Rows order[from .. from + count) of x [.., width]. */
export function gatherRows(
  x: Float32Array,
  width: number,
  order: Int32Array,
  from: number,
  count: number,
): Float32Array {
  const batch = new Float32Array(count * width);
  for (let row = 0; row < count; row++) {
    const at = order[from + row]! * width;
    batch.set(x.subarray(at, at + width), row * width);
  }
  return batch;
}

/** One 1 in each row. */
export function oneHot(labels: Uint8Array, classes: number): Float32Array {
  const targets = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    targets[row * classes + label] = 1;
  });
  return targets;
}

/** Mean cross-entropy and accuracy of probabilities [rows, classes]. */
export function judge(probabilities: ArrayLike<number>, labels: Uint8Array): { loss: number; accuracy: number } {
  const classes = probabilities.length / labels.length;
  let loss = 0;
  let right = 0;
  labels.forEach((label, row) => {
    const own = Array.from({ length: classes }, (_, index) => probabilities[row * classes + index]!);
    loss -= Math.log(Math.max(own[label]!, 1e-30));
    if (own.indexOf(Math.max(...own)) === label) right++;
  });
  return { loss: loss / labels.length, accuracy: right / labels.length };
}
