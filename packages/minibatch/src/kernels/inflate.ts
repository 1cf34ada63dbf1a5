/**
 * Deflate, RFC 1951, for the kernels alone: blocks with codes of their own, as the build makes them. The platform's
 * `DecompressionStream` takes five times as long to start as this takes in all.
 */

/** The order in which the lengths of the code for code lengths stand (3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const END_OF_BLOCK = 256;
const LONGEST_CODE = 15;

/** `length`: of what comes out. */
export function inflate(source: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length);
  let to = 0;
  let from = 0;
  let bits = 0;
  let held = 0;

  function hold(count: number): void {
    for (; held < count; held += 8) bits |= source[from++] << held;
  }
  function take(count: number): number {
    hold(count);
    const value = bits & ((1 << count) - 1);
    bits >>>= count;
    held -= count;
    return value;
  }
  function decode(table: Uint16Array): number {
    hold(LONGEST_CODE);
    const entry = table[bits & (table.length - 1)];
    bits >>>= entry & 15;
    held -= entry & 15;
    return entry >> 4;
  }
  /** lengths of codes, which are themselves coded: 16 repeats the one before, 17 and 18 are zeros (3.2.7) */
  function readLengths(count: number, table: Uint16Array): Uint8Array {
    const lengths = new Uint8Array(count);
    for (let at = 0; at < count; ) {
      const symbol = decode(table);
      if (symbol < 16) lengths[at++] = symbol;
      else {
        const times = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7);
        lengths.fill(symbol === 16 ? lengths[at - 1] : 0, at, at + times);
        at += times;
      }
    }
    return lengths;
  }

  for (let isLast = 0; isLast === 0; ) {
    isLast = take(1);
    take(2); // the kind of block: always 2
    const literals = take(5) + 257;
    const distances = take(5) + 1;
    const orders = take(4) + 4;
    const lengths = new Uint8Array(ORDER.length);
    for (let i = 0; i < orders; i++) lengths[ORDER[i]] = take(3);
    const both = readLengths(literals + distances, tableOf(lengths));
    const symbols = tableOf(both.subarray(0, literals));
    const offsets = tableOf(both.subarray(literals));
    for (let symbol = decode(symbols); symbol !== END_OF_BLOCK; symbol = decode(symbols)) {
      if (symbol < END_OF_BLOCK) {
        out[to++] = symbol;
        continue;
      }
      // lengths and distances grow in steps of powers of two, four and two to each (3.2.5); 258 has a symbol of its own
      const step = symbol - 257;
      const extra = step < 8 || step === 28 ? 0 : (step >> 2) - 1;
      const base = step === 28 ? 255 : step < 8 ? step : (4 + (step & 3)) << extra;
      const count = 3 + base + take(extra);
      const far = decode(offsets);
      const farExtra = far < 4 ? 0 : (far >> 1) - 1;
      const distance = 1 + (far < 4 ? far : (2 + (far & 1)) << farExtra) + take(farExtra);
      for (const end = to + count; to < end; to++) out[to] = out[to - distance];
    }
  }
  return out;
}

/** The canonical code of these lengths (3.2.2), by the next bits: symbol << 4 | length. */
function tableOf(lengths: Uint8Array): Uint16Array {
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  const table = new Uint16Array(1 << longest);
  // counts from the first bit on, as codes do, with the first bit highest
  let code = 0;
  for (let length = 1; length <= longest; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      for (let at = reverse(code, length); at < table.length; at += 1 << length) table[at] = (symbol << 4) | length;
      code++;
    }
    code <<= 1;
  }
  return table;
}

function reverse(code: number, length: number): number {
  let reversed = 0;
  for (let bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
  return reversed;
}
