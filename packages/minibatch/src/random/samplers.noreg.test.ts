/** Seed -> exact values. They are part of every result anyone has kept: they may change only in a named release. */
import { expect, test } from "vitest";
import { below } from "./below.ts";
import { fillDropoutMask } from "./dropout-mask.ts";
import { fillNormal } from "./normal.ts";
import { drawPermutation } from "./permutation.ts";
import { createStream } from "./stream.ts";
import { fillTruncatedNormal } from "./truncated-normal.ts";
import { fillUniform } from "./uniform.ts";

function three(fill: (values: Float64Array) => void): number[] {
  const values = new Float64Array(3);
  fill(values);
  return [...values];
}

test("integers", () => {
  const stream = createStream(599, "init");
  expect(Array.from({ length: 4 }, () => stream.nextUint32())).toEqual([3777077255, 1648645309, 4042304691, 990017636]);
});

test("uniform", () => {
  const values = three((v) => fillUniform(createStream(599, "data", 1, 2), v, -1, 1));
  expect(values).toEqual([-0.14044159671804524, -0.17677908611766213, -0.536809076397258]);
});

test("normal and truncated normal", () => {
  const expected = [1.9179910504494426, -0.7430901044821598, -0.2819408971028631];
  expect(three((v) => fillNormal(createStream(599, "init"), v, 0, 1))).toEqual(expected);
  expect(three((v) => fillTruncatedNormal(createStream(599, "init"), v, 0, 1))).toEqual(expected);
});

test("permutation", () => {
  expect([...drawPermutation(createStream(599, "shuffle", 3), 10)]).toEqual([4, 2, 8, 3, 9, 6, 7, 1, 0, 5]);
});

test("below", () => {
  const stream = createStream(599, "bootstrap");
  expect(Array.from({ length: 5 }, () => below(stream, 1000))).toEqual([125, 542, 720, 373, 887]);
});

test("dropout mask", () => {
  const mask = new Float32Array(16);
  fillDropoutMask(createStream(599, "dropout", 4, 5), mask, 0.5);
  expect(mask.join("")).toBe("2000020222202222");
});
