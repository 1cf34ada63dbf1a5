import { describe, expect, test } from "vitest";
import { encryptCounter } from "./philox.ts";
import { createStream, type Purpose, type Stream } from "./stream.ts";

const take = (stream: Stream, count: number): number[] => Array.from({ length: count }, () => stream.nextUint32());

test("is the blocks of its counter, one after the other", () => {
  const seed = 0x1234_5678_9abc; // key words 0x56789abc and 0x1234
  const expected: number[] = [];
  const block = new Uint32Array(4);
  for (let number = 0; number < 3; number++) {
    encryptCounter(Uint32Array.of(number, 7, 9, 1), 0x56789abc, 0x1234, block);
    expected.push(...block);
  }
  expect(take(createStream(seed, "shuffle", 7, 9), 12)).toEqual(expected);
});

test("seeds, purposes and indices each give another stream, and the same name the same one", () => {
  const purposes: Purpose[] = ["init", "shuffle", "dropout", "split", "data", "bootstrap", "search"];
  const names: [number, Purpose, number, number][] = purposes.map((purpose) => [1, purpose, 0, 0]);
  names.push([0, "init", 0, 0], [2 ** 32 + 1, "init", 0, 0], [1, "init", 1, 0], [1, "init", 0, 1]);
  names.push([Number.MAX_SAFE_INTEGER, "init", 0, 0], [1, "init", 2 ** 32 - 1, 0]);
  const starts = names.map((name) => take(createStream(...name), 4).join());
  expect(new Set(starts).size).toBe(names.length);
  expect(names.map((name) => take(createStream(...name), 4).join())).toEqual(starts);
});

test("nextFloat is 53 bits of two integers", () => {
  const [first, second] = take(createStream(5, "data"), 2);
  expect(createStream(5, "data").nextFloat()).toBe(
    Number((BigInt(first >>> 5) << 26n) | BigInt(second >>> 6)) / 2 ** 53,
  );
});

describe("refuses", () => {
  test.each([-1, 0.5, Number.NaN, Infinity, 2 ** 53])("seed %d", (seed) => {
    expect(() => createStream(seed, "init")).toThrow(
      `seed: Cannot create a random stream: it is ${seed}; use an integer of 0 to 9007199254740991`,
    );
  });
  test.each([-1, 1.5, 2 ** 32])("index %d", (index) => {
    expect(() => createStream(1, "init", index)).toThrow(`index0: Cannot create a random stream: it is ${index}`);
    expect(() => createStream(1, "init", 0, index)).toThrow(`index1: Cannot create a random stream: it is ${index}`);
  });
  test("an unknown purpose", () => {
    expect(() => createStream(1, "luck" as Purpose)).toThrow(
      "purpose: Cannot create a random stream: it is luck; use one of init, shuffle, dropout",
    );
  });
});
