import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { FormatError } from "minibatch";
import { describe, expect, test } from "vitest";
import { gunzip } from "../../../lab/src/data/gunzip.ts";
import { type IdxValues, readIdx } from "./idx.ts";

const TYPES = [
  { code: 8, bytes: 1, write: (view: DataView, at: number, x: number) => view.setUint8(at, x), of: Uint8Array },
  { code: 9, bytes: 1, write: (view: DataView, at: number, x: number) => view.setInt8(at, x), of: Int8Array },
  { code: 11, bytes: 2, write: (view: DataView, at: number, x: number) => view.setInt16(at, x), of: Int16Array },
  { code: 12, bytes: 4, write: (view: DataView, at: number, x: number) => view.setInt32(at, x), of: Int32Array },
  { code: 13, bytes: 4, write: (view: DataView, at: number, x: number) => view.setFloat32(at, x), of: Float32Array },
  { code: 14, bytes: 8, write: (view: DataView, at: number, x: number) => view.setFloat64(at, x), of: Float64Array },
] as const;

/** The test's own writer, by the format's text. */
function writeIdx(typeIndex: number, dimensions: readonly number[], values: ArrayLike<number>): Uint8Array {
  const type = TYPES[typeIndex]!;
  const headerBytes = 4 + 4 * dimensions.length;
  const bytes = new Uint8Array(headerBytes + values.length * type.bytes);
  const view = new DataView(bytes.buffer);
  view.setUint8(2, type.code);
  view.setUint8(3, dimensions.length);
  dimensions.forEach((dimension, i) => {
    view.setUint32(4 + 4 * i, dimension);
  });
  for (let i = 0; i < values.length; i++) type.write(view, headerBytes + i * type.bytes, values[i]!);
  return bytes;
}

const idxFile = fc
  .record({
    type: fc.nat(TYPES.length - 1),
    dimensions: fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }),
    gzip: fc.boolean(),
  })
  .chain(({ type, dimensions, gzip }) => {
    const count = dimensions.reduce((a, b) => a * b, 1);
    const number = type < 4 ? fc.integer({ min: 0, max: 127 }) : fc.float({ noNaN: true });
    return fc.array(number, { minLength: count, maxLength: count }).map((values) => {
      const plain = writeIdx(type, dimensions, values);
      return { type, dimensions, values, plain, bytes: gzip ? new Uint8Array(gzipSync(plain)) : plain };
    });
  });

/** Either the values or a FormatError of one line: nothing else may come out of bytes from outside. */
function readOrFail(bytes: Uint8Array): { dimensions: readonly number[]; values: IdxValues } | FormatError {
  try {
    return readIdx(bytes, "a.idx", gunzip);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    expect((error as Error).message).toMatch(/^Cannot read a\.idx: [^\n]+$/);
    return error as FormatError;
  }
}

test("reads back every type, gzipped or not, from any offset in memory", () => {
  fc.assert(
    fc.property(idxFile, fc.nat(7), ({ type, dimensions, values, bytes }, offset) => {
      const shifted = new Uint8Array(bytes.length + offset).subarray(offset);
      shifted.set(bytes);
      const read = readIdx(shifted, "a.idx", gunzip);
      expect(read.dimensions).toEqual(dimensions);
      expect(read.values).toEqual(TYPES[type]!.of.from(values));
    }),
    { numRuns: 200 },
  );
});

test("refuses a file cut short at any byte", () => {
  fc.assert(
    fc.property(idxFile, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), ({ bytes }, share) => {
      expect(readOrFail(bytes.subarray(0, Math.floor(share * bytes.length)))).toBeInstanceOf(FormatError);
    }),
    { numRuns: 300 },
  );
});

test("refuses a file with anything after its data", () => {
  fc.assert(
    fc.property(idxFile, fc.uint8Array({ minLength: 1, maxLength: 30 }), ({ bytes }, tail) => {
      expect(readOrFail(Uint8Array.from([...bytes, ...tail]))).toBeInstanceOf(FormatError);
    }),
    { numRuns: 300 },
  );
});

test("a changed byte in a gzipped file is refused or was of no consequence", () => {
  fc.assert(
    fc.property(
      idxFile,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      ({ type, dimensions, values, plain }, at, flip) => {
        const bytes = new Uint8Array(gzipSync(plain));
        bytes[at % bytes.length]! ^= flip;
        const read = readOrFail(bytes);
        // The checksum covers the values; only the header's time, name flags and system byte are free.
        if (!(read instanceof FormatError)) expect(read).toEqual({ dimensions, values: TYPES[type]!.of.from(values) });
      },
    ),
    { numRuns: 500 },
  );
});

test("any bytes at all end in values or in one line", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), fc.boolean(), (noise, magic, gzip) => {
      const bytes = Uint8Array.from(magic ? [0, 0, ...noise] : noise);
      readOrFail(gzip ? new Uint8Array(gzipSync(bytes)) : bytes);
    }),
    { numRuns: 500 },
  );
});

describe("names what is wrong", () => {
  test.each([
    ["an empty file", new Uint8Array(0), /has 0 bytes/],
    ["another format", new TextEncoder().encode("<html>"), /magic number is 0x3c68746d/],
    ["an unknown type", Uint8Array.from([0, 0, 10, 1, 0, 0, 0, 0]), /magic number is 0x00000a01/],
    ["no dimensions", Uint8Array.from([0, 0, 8, 0]), /magic number is 0x00000800/],
    ["too many dimensions", Uint8Array.from([0, 0, 8, 200]), /200 dimensions/],
    ["a header cut short", Uint8Array.from([0, 0, 8, 3, 0, 0]), /within its header of 16 bytes/],
    [
      "dimensions beyond memory",
      Uint8Array.from([0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255]),
      /4294967295 x 4294967295/,
    ],
    [
      "values missing",
      writeIdx(0, [2, 3], [1, 2]),
      /has 14 bytes, should be 18 for the dimensions 2 x 3; it is cut short/,
    ],
    ["values to spare", writeIdx(0, [2], [1, 2, 3]), /something follows/],
    ["gzip of values to spare", new Uint8Array(gzipSync(writeIdx(0, [2], [1, 2, 3]))), /more than 10 bytes/],
    ["gzip cut short", new Uint8Array(gzipSync(writeIdx(0, [3], [1, 2, 3]))).subarray(0, -4), /end too early/],
    [
      "gzip that holds less than the header says",
      new Uint8Array(gzipSync(writeIdx(0, [4], [1, 2, 3]))),
      /11 bytes, should be 12/,
    ],
    ["a header no deflate stream can fulfil", new Uint8Array(gzipSync(writeIdx(0, [500_000_000], []))), /can hold/],
  ])("%s", (_, bytes, message) => {
    expect(() => readIdx(bytes, "a.idx", gunzip)).toThrow(message);
  });

  test("a gzip bomb of 256 MB, whose header asks for 12 bytes, costs no memory", () => {
    const bomb = gzipSync(Buffer.concat([writeIdx(0, [4], []), Buffer.alloc(2 ** 28)]));
    const before = process.memoryUsage().rss;
    expect(() => readIdx(bomb, "a.idx", gunzip)).toThrow(/more than 12 bytes/);
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 27);
  });
});
