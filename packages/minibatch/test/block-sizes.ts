/**
 * Shapes larger than every block of the kernels, read from their sources: a block that is made larger is still
 * exceeded. What a product does at its second block of rows, or its third of k, no smaller shape shows.
 */
import { readFileSync } from "node:fs";

/** A constant of a kernel's source. */
function constantOf(file: string, name: string): number {
  const source = readFileSync(new URL(`../wasm/${file}`, import.meta.url), "utf8");
  const found = new RegExp(`^(?:export )?const ${name}: i32 = (\\d+);`, "m").exec(source);
  if (found === null) throw new Error(`wasm/${file} has no constant ${name}; say here what its blocks are called now`);
  return Number(found[1]);
}

const rows = constantOf("gemm.ts", "BLOCK_ROWS");
const depth = constantOf("gemm.ts", "BLOCK_K");
const strip = constantOf("gemm.ts", "STRIP");
const directBytes = constantOf("gemm.ts", "DIRECT_BYTES");
const panel = 4 * constantOf("panel.ts", "WIDEST");

/** a second block of rows, whose last tile is not whole */
const beyondRows = rows + 92 + 1;
/** three blocks of k, none of them whole */
const beyondDepth = 2 * depth + 17;
/** a second strip of columns, whose last vector is not whole */
const beyondStrip = strip + 5;

/** [B, I, O]: each is in turn the rows, the depth and the columns of one of a layer's three products. */
export const SHAPES_BEYOND_BLOCKS: readonly (readonly [number, number, number])[] = [
  [beyondRows, beyondDepth, beyondStrip],
  [beyondRows, beyondStrip, beyondDepth],
  [beyondDepth, beyondRows, beyondStrip],
  // weights that are too large to be read where they lie, though k is one block
  [13, depth, Math.ceil(directBytes / 4 / depth) + 3],
  // as of a layer of 200 behind one of 1,100
  [256, Math.max(1100, beyondRows), 200],
  // one and two rows are listed as entries; columns beyond two panels
  [1, beyondDepth, 2 * panel + 5],
  [2, beyondRows, 2 * panel + 5],
  // a panel of the widest kind, whose last vector is not whole
  [2, beyondDepth, panel - 1],
];

/** Inputs of a row whose entries (8 bytes each) outgrow a thread's scratch memory of so many bytes. */
export function inputsBeyond(scratchBytes: number): number {
  return Math.max(200_000, Math.ceil(scratchBytes / 8) + 1000);
}
