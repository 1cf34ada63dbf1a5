/**
 * Damaged files of a format: each is read, or refused in one line with its name, within a second of work and without
 * memory beyond what its rows take.
 */
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { DataError, FormatError } from "minibatch";
import { type Frame, type FrameColumn, type NamedBytes, readFrame, TableError } from "minibatch-data";
import { expect } from "vitest";
import { openHdf5Tools } from "../../lab/src/data/hdf5.ts";
import { readTools } from "../../lab/src/data/read-tools.ts";
import { readerFiles } from "./reader-files.ts";

/** Files of each reader; the options are those of the files. */
export const FUZZED: Readonly<Record<string, readonly (readonly [string, Readonly<Record<string, unknown>>?])[]>> = {
  csv: [["pandas.csv"], ["pandas.tsv"], ["german.csv"], ["pandas.csv.gz"]],
  json: [["records.json"], ["columns.json"], ["split.json"], ["lists.json"]],
  jsonl: [["lines.jsonl"]],
  npy: [
    ["array-little-f8.npy"],
    ["column-major.npy"],
    ["texts.npy"],
    ["times.npy"],
    ["records.npy"],
    ["array-little-i8.npy"],
  ],
  npz: [["stored.npz"], ["deflated.npz"], ["stored.npz", { inputs: "x", targets: "y" }]],
  parquet: [["plain.parquet"], ["snappy.parquet"], ["gzip.parquet"], ["deltas.parquet"], ["pages.parquet"]],
  hdf5: [["sets.hdf5"]],
  idx: [["t-images-idx3-ubyte"]],
  images: [["pictures"], ["pictures", { size: "6x5", grayscale: true }]],
};

/** The C library that reads HDF5 has no end of some damaged files: within half a second they are given up. */
const tools = { ...readTools, ...openHdf5Tools({ seconds: 0.4 }) };

/** A change at a place: what is done, where, with which length and byte. */
const change = fc.tuple(
  fc.constantFrom("byte", "bit", "remove", "insert", "double", "cut", "zeros", "ones", "large", "swap"),
  fc.nat(),
  fc.nat(255),
);
const changes = fc.oneof(
  { weight: 3, arbitrary: fc.array(change, { minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.array(change, { minLength: 1, maxLength: 6 }) },
);

function damage(bytes: Uint8Array, [kind, at, value]: readonly [string, number, number]): Uint8Array {
  const place = at % (bytes.length + 1);
  const [head, tail] = [bytes.subarray(0, place), bytes.subarray(place)];
  const some = (value % 16) + 1;
  const put = (middle: Uint8Array | readonly number[], rest: number): Uint8Array =>
    new Uint8Array(Buffer.concat([head, Uint8Array.from(middle), tail.subarray(rest)]));
  switch (kind) {
    case "byte":
      return put([value], 1);
    case "bit":
      return put([(tail[0] ?? 0) ^ (1 << (value % 8))], 1);
    case "remove":
      return put([], some);
    case "insert":
      return put([value], 0);
    case "double":
      return put(tail.subarray(0, 4 * some), 0);
    case "zeros":
      return put(new Uint8Array(some), some);
    case "ones":
      return put(new Uint8Array(some).fill(255), some);
    case "large":
      return put([0, 0, 0, value, 0, 0, 0, 0].slice(0, 4 + (value % 5)), 4 + (value % 5));
    case "swap":
      return put([...tail.subarray(0, some)].reverse(), some);
    default:
      return head.slice();
  }
}

const PNG = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** The checksums of a PNG's chunks, or of what is stored in a zip, as they should be: damage goes deeper then. */
function mend(bytes: Uint8Array): Uint8Array {
  const mended = Buffer.from(bytes);
  if (mended.subarray(0, 8).equals(PNG)) {
    for (let at = 8; at + 12 <= mended.length; ) {
      const end = at + 12 + mended.readUInt32BE(at);
      if (end > mended.length) break;
      mended.writeUInt32BE(crc32(mended.subarray(at + 4, end - 4)), end - 4);
      at = end;
    }
  }
  for (
    let at = mended.indexOf("PK\x01\x02");
    at !== -1 && at + 46 <= mended.length;
    at = mended.indexOf("PK\x01\x02", at + 4)
  ) {
    const [size, offset] = [mended.readUInt32LE(at + 20), mended.readUInt32LE(at + 42)];
    if (mended.readUInt16LE(at + 10) !== 0 || offset + 30 > mended.length) continue;
    const start = offset + 30 + mended.readUInt16LE(offset + 26) + mended.readUInt16LE(offset + 28);
    mended.writeUInt32LE(crc32(mended.subarray(start, start + size)), at + 16);
  }
  return new Uint8Array(mended);
}

function asItIs(bytes: Uint8Array): Uint8Array {
  return bytes;
}

/** Of all threads, those of the engine that compile and collect with them. */
const MOST_SECONDS = 1;
/**
 * A collection of the whole heap, which is due once in a thousand files, can take a second of all threads on a busy
 * machine; a file that is slow to read is so each time. So a file that took too long is read again, and the quickest
 * counts.
 */
const MOST_READINGS = 3;
const FREE_BYTES = 64 * 2 ** 20;

/** Bytes of arrays and objects, with what is garbage already: what a call took is at least in the difference. */
function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/**
 * Returns how many of `runs` damaged files could still be read. What fails is told with the format, the file, the
 * damage, and the seed, by which FUZZ_SEED has the same files again.
 */
export async function fuzzReader(name: string, runs: number): Promise<number> {
  const files = FUZZED[name]!.map(([file, options = {}]) => ({ file, options, parts: readerFiles(file, options) }));
  const seed = Number(process.env.FUZZ_SEED ?? (Math.random() * 2 ** 32) >>> 0);
  // whole: what the engine compiles with the first file, and threads that start, are not measured
  for (const { file, options, parts } of files) {
    await readFrame(parts, { name: file, options: { ...options } }, tools);
  }
  let read = 0;
  // by their numbers: what fails is printed, and bytes would hide the rest
  const damaged = fc.tuple(fc.nat(files.length - 1), fc.nat(), changes, fc.boolean());
  await fc.assert(
    fc.asyncProperty(damaged, async (drawn) => {
      const [number, part, all, isMended] = drawn;
      const { file, options, parts } = files[number]!;
      const hit = part % parts.length;
      const given = parts.map(
        (each, i): NamedBytes =>
          i === hit ? { ...each, bytes: (isMended ? mend : asItIs)(all.reduce(damage, each.bytes)) } : each,
      );
      try {
        const frame = await readMeasured(given, file, options);
        if (frame === null) return;
        read++;
        expectSound(frame);
      } catch (error) {
        const which = `${name}, ${file}, FUZZ_SEED=${seed}, ${JSON.stringify(drawn)}`;
        throw new Error(`${which}: ${error instanceof Error ? error.message : error}`, { cause: error });
      }
    }),
    { numRuns: runs, seed },
  );
  return read;
}

/** The quickest reading; each is held to the memory. */
async function readMeasured(files: readonly NamedBytes[], name: string, options: object): Promise<Frame | null> {
  let seconds = Infinity;
  let frame: Frame | null = null;
  for (let reading = 0; reading < MOST_READINGS && seconds >= MOST_SECONDS; reading++) {
    const [before, cpu] = [memory(), process.cpuUsage()];
    frame = await readOrFail(files, name, options);
    const { user, system } = process.cpuUsage(cpu);
    seconds = Math.min(seconds, (user + system) / 1e6);
    const size = frame === null ? 0 : frame.columns.reduce((sum, column) => sum + bytesOf(column), 0);
    expect(memory() - before, "bytes of memory").toBeLessThan(4 * size + FREE_BYTES);
  }
  expect(seconds, "seconds of work").toBeLessThan(MOST_SECONDS);
  return frame;
}

async function readOrFail(files: readonly NamedBytes[], name: string, options: object): Promise<Frame | null> {
  try {
    return await readFrame(files, { name, options: { ...options } }, tools);
  } catch (error) {
    if (!(error instanceof TableError || error instanceof DataError || error instanceof FormatError)) throw error;
    expect(error.message).toMatch(/^Cannot read \P{Cc}{10,600}$/u);
    expect(files.some((file) => error.message.includes(file.name)) || error.message.includes(name)).toBe(true);
    return null;
  }
}

function bytesOf(column: FrameColumn): number {
  return (column.kind === "category" ? column.codes : column.values).byteLength;
}

function expectSound({ rows, columns, places }: Frame): void {
  expect(rows).toBeGreaterThan(0);
  expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
  if (places.kind === "parts") throw new Error("one file is no parts");
  if (places.kind !== "rows") expect(places.kind === "lines" ? places.lines : places.names).toHaveLength(rows);
  for (const column of columns) {
    if (column.kind === "category") {
      expect(column.codes).toHaveLength(rows);
      expect(column.codes.every((code) => code >= -1 && code < column.levels.length)).toBe(true);
      expect(new Set(column.levels).size).toBe(column.levels.length);
    } else {
      const width = column.kind === "array" ? column.shape.reduce((product, length) => product * length, 1) : 1;
      expect(column.values).toHaveLength(rows * width);
      expect(column.values.some((value) => value === Infinity || value === -Infinity)).toBe(false);
    }
  }
}
