/**
 * Parquet's hybrid of runs and packed bits (Encodings.md, RLE = 3): levels, places in a dictionary, booleans. `count`
 * values of `width` bits from `start` on; `end` is exclusive. Throws RangeError where the bytes do not hold so many, or
 * a run goes beyond them.
 */
export function readHybrid(bytes: Uint8Array, start: number, end: number, width: number, count: number): Int32Array {
  const values = new Int32Array(count);
  if (width === 0) return values;
  if (width > 31) throw new RangeError("its values are packed in too many bits");
  const mask = 2 ** width - 1;
  const runBytes = (width + 7) >> 3;
  let [at, seen] = [start, 0];
  while (seen < count) {
    let [head, shift] = [0, 0];
    for (;;) {
      if (at >= end || shift > 28) throw new RangeError("its runs are cut short");
      const byte = bytes[at++]!;
      head += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
      shift += 7;
    }
    const length = Math.floor(head / 2);
    if (head % 2 === 0) {
      if (length === 0 || at + runBytes > end) throw new RangeError("its runs are cut short");
      let value = 0;
      for (let i = 0; i < runBytes; i++) value += bytes[at++]! * 2 ** (8 * i);
      const until = Math.min(seen + length, count);
      if (value > mask) throw new RangeError("a run repeats what is no value");
      values.fill(value, seen, until);
      seen = until;
    } else {
      // groups of eight values; the last may be filled up beyond what there is
      const packed = length * width;
      const until = Math.min(seen + 8 * length, count);
      if (length === 0 || at + Math.ceil(((until - seen) * width) / 8) > end)
        throw new RangeError("its runs are cut short");
      let [bits, held, from] = [0, 0, at];
      for (; seen < until; seen++) {
        // below 2^53, so that it is exact: 31 bits and a byte
        while (held < width) {
          bits += bytes[from++]! * 2 ** held;
          held += 8;
        }
        const value = bits % (mask + 1);
        values[seen] = value;
        bits = (bits - value) / (mask + 1);
        held -= width;
      }
      at += packed;
    }
  }
  return values;
}
