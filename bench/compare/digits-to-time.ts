/** MNIST where the data directory has it, else digits drawn by the lab's procedure, in files of MNIST's form. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { drawDigits, PIXEL_COUNT } from "../../packages/data/src/digits/draw-digits.ts";

const SEED = 1;
const SPLITS: readonly (readonly [name: string, count: number])[] = [
  ["train", 60_000],
  ["t10k", 10_000],
];

export interface DigitsToTime {
  /** `mnist/` lies in it */
  readonly data: string;
  readonly source: "mnist" | "synthetic";
}

/** Drawn digits go into `scratch`, which the caller removes. */
export function provideDigits(data: string, scratch: string, counts = SPLITS): DigitsToTime {
  if (data !== "" && existsSync(join(data, "mnist", "train-images-idx3-ubyte.gz"))) return { data, source: "mnist" };
  const folder = join(scratch, "mnist");
  mkdirSync(folder, { recursive: true });
  let first = 0;
  for (const [name, count] of counts) {
    const { images, labels } = drawDigits(SEED, first, count);
    first += count;
    writeFileSync(join(folder, `${name}-images-idx3-ubyte.gz`), asIdx(images, [count, 28, PIXEL_COUNT / 28]));
    writeFileSync(join(folder, `${name}-labels-idx1-ubyte.gz`), asIdx(labels, [count]));
  }
  return { data: scratch, source: "synthetic" };
}

/** The header says bytes (8) and the extents, each big-endian in four bytes. */
function asIdx(bytes: Uint8Array, extents: readonly number[]): Uint8Array {
  const file = new Uint8Array(4 + 4 * extents.length + bytes.length);
  file.set([0, 0, 8, extents.length]);
  const header = new DataView(file.buffer);
  for (const [i, extent] of extents.entries()) header.setUint32(4 + 4 * i, extent);
  file.set(bytes, 4 + 4 * extents.length);
  return gzipSync(file, { level: 1 });
}
