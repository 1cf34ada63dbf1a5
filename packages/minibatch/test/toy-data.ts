/** Small data sets drawn from a seed, for tests that train. */
import type { Dataset, DenseRows } from "../src/data/dataset.ts";
import { below } from "../src/random/below.ts";
import { createNormalSource } from "../src/random/normal.ts";
import { createStream } from "../src/random/stream.ts";

export function denseRows(features: number, values: readonly number[] | Float32Array): DenseRows {
  return {
    kind: "dense",
    rows: values.length / features,
    features,
    values: values instanceof Float32Array ? values : Float32Array.from(values),
    scale: 1,
  };
}

export function classes(labels: readonly number[]): Dataset["y"] {
  return { kind: "classes", values: Int32Array.from(labels) };
}

export function targets(columns: number, values: readonly number[] | Float32Array): Dataset["y"] {
  return { kind: "values", columns, values: Float32Array.from(values) };
}

/** The four points of exclusive or, label 1 where one and only one input is 1. */
export const xor: Dataset = { x: denseRows(2, [0, 0, 0, 1, 1, 0, 1, 1]), y: classes([0, 1, 1, 0]) };

/** Two arms of a spiral that turn three quarters around each other, `rows` points, a little noise. */
export function drawSpiral(rows: number, seed: number): Dataset {
  const normal = createNormalSource(createStream(seed, "data"));
  const values: number[] = [];
  const labels: number[] = [];
  for (let i = 0; i < rows; i++) {
    const radius = (i + 1) / rows;
    const angle = 1.5 * Math.PI * radius + (i % 2) * Math.PI;
    values.push(radius * Math.cos(angle) + 0.02 * normal(), radius * Math.sin(angle) + 0.02 * normal());
    labels.push(i % 2);
  }
  return { x: denseRows(2, values), y: classes(labels) };
}

/** Standard normal rows; the class says which of the first `classCount` features is the largest. */
export function drawBlobs(rows: number, features: number, classCount: number, seed: number): Dataset {
  const normal = createNormalSource(createStream(seed, "data"));
  const values = Float32Array.from({ length: rows * features }, normal);
  const labels = Array.from({ length: rows }, (_, r) => {
    const scores = [...values.subarray(r * features, r * features + classCount)];
    return scores.indexOf(Math.max(...scores));
  });
  return { x: denseRows(features, values), y: classes(labels) };
}

/** As drawBlobs, with only about `share` of the entries not 0, and one row and one column of zeros. */
export function drawSparse(rows: number, features: number, classCount: number, share: number, seed: number): Dataset {
  const { x, y } = drawBlobs(rows, features, classCount, seed);
  const stream = createStream(seed, "data", 1);
  const values = (x as DenseRows).values.map((value, i) =>
    below(stream, 1000) >= share * 1000 || i % features === 3 || Math.floor(i / features) === 2 ? 0 : value,
  ) as Float32Array;
  return { x: denseRows(features, values), y };
}
