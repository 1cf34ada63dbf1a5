/** Numbers for known answers: the same on every machine, and of every release. */

/** 2^-24 */
const STEP = 5.9604644775390625e-8;

/** Values where formulas change branch, overflow or vanish. */
const EDGES = [0, 1e-30, 0.25, 0.625, 1, 9, 20, 88.5, 104, 1000].flatMap((z) => [z, -z]);

/** A linear congruential generator's 24 high bits: from `low` up to `high`, as float32. */
export function made(seed: number, count: number, low = -1, high = 1): Float32Array {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  const values = new Float32Array(count);
  const width = STEP * (high - low);
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    values[i] = low + (state >>> 8) * width;
  }
  return values;
}

/** Edges first, then numbers from -8 to 8. */
export function madeWithEdges(seed: number, count: number): Float32Array {
  const values = made(seed, count, -8, 8);
  for (let i = 0; i < count; i += 2) values[i] = EDGES[(seed + i) % EDGES.length];
  return values;
}

/** Bytes, most of them 0; row 2 has none else. */
export function madeBytes(seed: number, rows: number, columns: number): Uint8Array {
  const values = made(seed, rows * columns, -768, 256);
  // what is below 0 becomes 0
  const bytes = Uint8ClampedArray.from(values);
  bytes.fill(0, 2 * columns, 3 * columns);
  return new Uint8Array(bytes.buffer);
}

/** Shares of each row that add up to about 1. */
export function madeShares(seed: number, rows: number, columns: number): Float32Array {
  return made(seed, rows * columns, 0, 2 / columns);
}
