/**
 * Snappy (google/snappy, format_description.txt), every length and place checked. hyparquet's own takes a length beyond
 * 2^31 for one below 0 and goes back in the bytes, for ever in some damaged files.
 */

/** Fills `target`, to its last byte. Throws RangeError where the bytes say anything else. */
export function unpackSnappy(bytes: Uint8Array, target: Uint8Array): void {
  let at = 0;
  let filled = 0;
  const whole = (size: number): number => {
    if (at + size > bytes.length) throw new RangeError("its compressed bytes are cut short");
    let value = 0;
    for (let i = 0; i < size; i++) value += bytes[at++]! * 2 ** (8 * i);
    return value;
  };
  // the length, which the page's header has said
  while (whole(1) >= 128);
  while (at < bytes.length) {
    const tag = whole(1);
    const [kind, upper] = [tag & 3, tag >> 2];
    let length = upper + 1;
    if (kind === LITERAL) {
      if (upper >= 60) length = whole(upper - 59) + 1;
      if (at + length > bytes.length) throw new RangeError("its compressed bytes are cut short");
      checkRoom(filled, length, target);
      target.set(bytes.subarray(at, at + length), filled);
      at += length;
    } else {
      if (kind === NEAR) length = (upper & 7) + 4;
      const back = kind === NEAR ? (tag >> 5) * 256 + whole(1) : whole(kind === FAR ? 2 : 4);
      if (back === 0 || back > filled) throw new RangeError("its compressed bytes copy what is not there");
      checkRoom(filled, length, target);
      // what is copied may be what this copy writes
      for (let i = 0; i < length; i++) target[filled + i] = target[filled - back + i]!;
    }
    filled += length;
  }
  if (filled !== target.length) throw new RangeError("its compressed bytes are cut short");
}

/** The two lowest bits of a tag; 3: a copy from anywhere. */
const [LITERAL, NEAR, FAR] = [0, 1, 2];

function checkRoom(filled: number, length: number, target: Uint8Array): void {
  if (filled + length > target.length) throw new RangeError("its compressed bytes hold more than they say");
}
