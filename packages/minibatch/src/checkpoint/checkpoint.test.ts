import { readFileSync } from "node:fs";
import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FormatError } from "../errors.ts";
import { crc32 } from "./crc32.ts";
import { decodeCheckpoint } from "./decode.ts";
import { encodeCheckpoint } from "./encode.ts";
import { type NamedArray, PREFIX_BYTES } from "./format.ts";
import { decodeUtf8, encodeUtf8 } from "./utf8.ts";

const floats32 = fc.array(fc.float()).map((values) => Float32Array.from(values));
const floats64 = fc.array(fc.double()).map((values) => Float64Array.from(values));
const namedArrays = fc.array(
  fc.record({ name: fc.string({ unit: "grapheme" }), values: fc.oneof(floats32, floats64) }),
);
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));

/** The one line of the error that reading these bytes ends in. */
function refusal(bytes: Uint8Array): string {
  let error: unknown = null;
  try {
    decodeCheckpoint(bytes);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(FormatError);
  const { message } = error as FormatError;
  expect(message).toMatch(/^Cannot read the checkpoint: [^\n]+$/);
  return message;
}

/** A file whose CRC is right, whatever its header says. */
function forge(header: unknown, arrayBytes: number): Uint8Array {
  const text = Buffer.from(JSON.stringify(header));
  const start = Math.ceil((PREFIX_BYTES + text.length) / 8) * 8;
  const bytes = Buffer.alloc(start + arrayBytes + 4);
  bytes.write("MBCKPT\r\n", "latin1");
  bytes.writeUInt32LE(1, 8);
  bytes.writeUInt32LE(text.length, 12);
  text.copy(bytes, PREFIX_BYTES);
  bytes.writeUInt32LE(zlibCrc32(bytes.subarray(0, -4)), bytes.length - 4);
  return bytes;
}

const small = encodeCheckpoint(
  [
    { name: "parameters", values: Float32Array.of(1, -2.5, 3) },
    { name: "slots", values: Float64Array.of(Math.PI) },
  ],
  { step: 7 },
);

describe("a checkpoint", () => {
  test("decoded is what was encoded: names, types, every bit, meta", () => {
    fc.assert(
      fc.property(namedArrays, json, (arrays: NamedArray[], meta) => {
        const decoded = decodeCheckpoint(encodeCheckpoint(arrays, meta));
        expect(decoded.arrays).toEqual(arrays);
        expect(decoded.meta).toEqual(meta);
      }),
    );
  });

  test("is read from the middle of a larger buffer", () => {
    const larger = new Uint8Array(small.length + 11).fill(255);
    larger.set(small, 5);
    expect(decodeCheckpoint(larger.subarray(5, 5 + small.length))).toEqual(decodeCheckpoint(small));
  });

  test("with any bit of it changed is refused", () => {
    for (let at = 0; at < small.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = small.slice();
        changed[at] ^= 1 << bit;
        refusal(changed);
      }
    }
  });

  test("with any byte replaced by any other is refused", () => {
    fc.assert(
      fc.property(fc.nat(small.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const changed = small.slice();
        changed[at] ^= difference;
        refusal(changed);
      }),
      { numRuns: 1000 },
    );
  });

  test("cut short anywhere is refused", () => {
    for (let length = 0; length < small.length; length++) refusal(small.subarray(0, length));
  });

  test("with anything behind it is refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (tail) => {
        refusal(Uint8Array.from([...small, ...tail]));
      }),
    );
  });

  test("is told from other files, and from one that went through a text mode", () => {
    expect(refusal(Buffer.from("\x89HDF\r\n\x1a\n and a long rest"))).toMatch(/does not begin with MBCKPT/);
    expect(refusal(Buffer.from(Buffer.from(small).toString("latin1").replace("\r\n", "\n"), "latin1"))).toMatch(
      /does not begin with MBCKPT/,
    );
  });

  test("of another version names both", () => {
    const later = small.slice();
    later[8] = 2;
    expect(refusal(later)).toMatch(/it has version 2 but this minibatch reads version 1/);
  });

  test.each([
    ["a length of 2^53 - 1", [{ name: "a", dtype: "float64", length: 2 ** 53 - 1 }]],
    ["a gigabyte", [{ name: "a", dtype: "float32", length: 2 ** 28 }]],
    ["lengths that add up past 2^64", new Array(64).fill({ name: "a", dtype: "float64", length: 2 ** 53 - 1 })],
  ])("whose header claims %s is refused before memory is taken", (_, arrays) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(refusal(forge({ arrays, meta: null }, 8))).toMatch(/its arrays take \d.* bytes but 8 are there/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  test.each([
    [null],
    [[]],
    [{ meta: 1 }],
    [{ arrays: {} }],
    [{ arrays: [null] }],
    [{ arrays: [{ name: "a", dtype: "float16", length: 1 }] }],
    [{ arrays: [{ name: "a", dtype: "float32", length: -1 }] }],
    [{ arrays: [{ name: "a", dtype: "float32", length: 1.5 }] }],
    [{ arrays: [{ name: 1, dtype: "float32", length: 1 }] }],
  ])("whose header is %j is refused", (header) => {
    expect(refusal(forge(header, 8))).toMatch(/its header lists no arrays/);
  });

  test("of version 1 still opens: a file written by 0.1.0", () => {
    const file = readFileSync(new URL("../../fixtures/checkpoint-v1.mbckpt", import.meta.url));
    const { arrays, meta } = decodeCheckpoint(file);
    expect(arrays.map(({ name, values }) => [name, values.constructor.name, values.length])).toEqual([
      ["parameters", "Float32Array", 17],
      ["optimizer.mean", "Float32Array", 17],
      ["optimizer.meanSquare", "Float32Array", 17],
      ["optimizer.scalars", "Float64Array", 0],
      ["best.parameters", "Float32Array", 17],
    ]);
    expect(meta).toMatchObject({ kind: "trainer", step: 6, numerics: "strict", progress: { epoch: 3 } });
  });
});

test("CRC-32 is zlib's", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(crc32(bytes)).toBe(zlibCrc32(bytes));
    }),
  );
  expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926);
});

test("UTF-8 is Node's", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(encodeUtf8(text)).toEqual(Uint8Array.from(Buffer.from(text)));
      expect(decodeUtf8(Buffer.from(text))).toBe(text);
    }),
  );
});

test("UTF-8 as long as a large header, characters of every length at every place of it", () => {
  for (const letter of ["a", "é", "€", "😀"]) {
    for (let before = 4090; before < 4098; before++) {
      const text = "x".repeat(before) + letter.repeat(5000);
      expect(decodeUtf8(Buffer.from(text)) === text).toBe(true);
    }
  }
  for (const wrong of [
    Buffer.alloc(9000, 0x80),
    Buffer.from("é".repeat(3000)).subarray(1),
    Buffer.from([0xf0, 0x9f]),
  ]) {
    expect(() => decodeUtf8(wrong)).toThrow(URIError);
  }
});
