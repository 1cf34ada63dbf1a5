/** Numbers must be finite as they are used: scaled, and in the executor's precision. */
import { DataError } from "../errors.ts";
import type { Precision } from "../math/float-array.ts";
import { type Slices, searchInSlices } from "./slices.ts";

type Numbers = Float32Array | Float64Array | Uint8Array;

/** The index of the first number that is not finite once scaled and rounded to `precision`, or -1. */
export function* findNonFiniteInSlices(values: Numbers, scale: number, precision: Precision): Slices<number> {
  // a byte is at most 255
  if (values instanceof Uint8Array && Number.isFinite(round(255 * scale, precision))) return -1;
  const find = precision === "float32" ? findInFloat32 : findInFloat64;
  return yield* searchInSlices(values.length, (from, to) => find(values, scale, from, to));
}

/** What is wrong with `value`, found at `where` ("row 3, column 1"), and the fix. */
export function nonFiniteNumber(what: string, where: string, value: number, scale: number): DataError {
  if (!Number.isFinite(value)) {
    return new DataError(
      `Cannot use ${what}: ${where} is ${value}; every number must be finite: drop or fill in such rows`,
    );
  }
  const scaled = scale === 1 ? `${value}` : `${value} times the scale ${scale}`;
  return new DataError(
    `Cannot use ${what}: ${where} is ${scaled}, which ${Number.isFinite(value * scale) ? "float32" : "float64"} ` +
      "cannot hold; scale the data down",
  );
}

function round(value: number, precision: Precision): number {
  return precision === "float32" ? Math.fround(value) : value;
}

// One loop for each precision, and no findIndex: a call or a branch per number takes many times as long. Data sets are
// nearly always finite, so a block of numbers is looked at together first: the sum of 0 times each is 0 only where all
// are finite.

function findInFloat32(values: Numbers, scale: number, from: number, to: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = from;
  for (; i + 4 <= to; i += 4) {
    a += Math.fround(values[i] * scale) * 0;
    b += Math.fround(values[i + 1] * scale) * 0;
    c += Math.fround(values[i + 2] * scale) * 0;
    d += Math.fround(values[i + 3] * scale) * 0;
  }
  if (a + b + c + d === 0) from = i;
  for (let j = from; j < to; j++) if (!Number.isFinite(Math.fround(values[j] * scale))) return j;
  return -1;
}

function findInFloat64(values: Numbers, scale: number, from: number, to: number): number {
  for (let i = from; i < to; i++) if (!Number.isFinite(values[i] * scale)) return i;
  return -1;
}
