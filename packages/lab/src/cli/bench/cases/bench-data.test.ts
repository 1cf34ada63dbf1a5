import { createHash } from "node:crypto";
import type { Dataset } from "minibatch";
import { expect, test } from "vitest";
import type { Mnist } from "../../../data/mnist.ts";
import { gatherBenchData } from "./bench-data.ts";
import { FULL_SIZE, SMALL_SIZE } from "./bench-size.ts";

const PIXELS = 784;
const images = (rows: number, first: number): Uint8Array =>
  Uint8Array.from({ length: rows * PIXELS }, (_, i) => (first + Math.floor(i / PIXELS)) % 256);
const mnist = {
  trainImages: images(8, 10),
  trainLabels: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7),
  testImages: images(6, 50),
  testLabels: Uint8Array.of(9, 8, 7, 6, 5, 4),
  ...{ source: "synthetic", sha256: {} },
} as Mnist;
const size = { ...SMALL_SIZE, trainRows: 5, testRows: 3, noiseRows: 64, bitRows: 48 };

/** The beginnings of the hashes of what was drawn when this was written: noise, its labels, bits, theirs. */
const DRAWN = ["fb3379996b7c74ee", "e912d638871205b7", "108fadd7808c3624", "a3b3f7258d871c11"];

/** Values and labels of dense rows. */
function partsOf({ x, y }: Dataset) {
  if (x.kind !== "dense") throw new Error("rows of a bench are dense");
  const { values, ...rows } = x;
  return { rows, values, labels: y.values, kind: y.kind };
}

const sha256 = (values: ArrayBufferView): string =>
  createHash("sha256")
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest("hex")
    .slice(0, 16);

test("the first rows of the digits, scaled to 0 to 1", () => {
  const { train, test: held } = gatherBenchData(mnist, size);
  for (const [set, rows, first, labels] of [
    [train, 5, 10, [0, 1, 2, 3, 4]],
    [held, 3, 50, [9, 8, 7]],
  ] as const) {
    const parts = partsOf(set);
    expect(parts.rows).toEqual({ kind: "dense", rows, features: PIXELS, scale: 1 / 255 });
    expect(parts.values).toHaveLength(rows * PIXELS);
    expect(parts.values.at(-1)).toBe(first + rows - 1);
    expect([...parts.labels]).toEqual(labels);
    expect(parts.kind).toBe("classes");
  }
});

test("drawn rows are the same ones on every machine, each set its own", () => {
  const { noise, bits } = gatherBenchData(mnist, size);
  const [drawn, told] = [partsOf(noise), partsOf(bits)];
  expect(drawn.rows).toEqual({ kind: "dense", rows: 64, features: PIXELS, scale: 1 });
  expect(told.rows).toEqual({ kind: "dense", rows: 48, features: 20, scale: 1 });
  expect(new Set(drawn.labels)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  expect([new Set(told.values), new Set(told.labels)]).toEqual([new Set([0, 1]), new Set([0, 1])]);
  expect(bits.y).toMatchObject({ kind: "values", columns: 1 });
  const values = drawn.values as Float32Array;
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  expect([drawn.values, drawn.labels, told.values, told.labels].map(sha256)).toEqual(DRAWN);
});

test("a whole run takes all digits; a small one is over at once", () => {
  expect(FULL_SIZE).toEqual({
    ...{ trainRows: 60_000, testRows: 10_000, noiseRows: 1024, bitRows: 3840 },
    ...{ warmUpSeconds: 0.3, sampleSeconds: 1.5, mostSamples: 15 },
  });
  expect(SMALL_SIZE).toMatchObject({ warmUpSeconds: 0, sampleSeconds: 0, mostSamples: 1 });
});
