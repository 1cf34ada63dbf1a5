/**
 * The LZMA decoder that unpacks the kernels, a module of its own: matches and literals in bits that are coded by
 * adaptive probabilities (Pavlov, LZMA specification, 2015), with lc 3, lp 0, pb 0 and no end marker. WebAssembly is
 * compiled before its first call; cold JavaScript takes several times as long.
 */

/** Byte offsets of the probabilities, uint16 of 11 bits. `[n]`: of a kind, one after another; states are 0 ... 11. */
const IS_MATCH: usize = 0; // [12]
const IS_REP: usize = 24; // [12]
const IS_OLDER: usize = 48; // [3][12]: not the latest distance, nor the one before, nor the one before that
const IS_LONG: usize = 120; // [12]: more than a byte of the latest distance
const LENGTHS: usize = 144; // of matches, then of repeats: two choices (16 B), low [8], middle [8], high [256]
const LENGTHS_BYTES: usize = 16 + (8 + 8 + 256) * 2;
const SLOTS: usize = LENGTHS + 2 * LENGTHS_BYTES; // [4 lengths][64]
const FOOTERS: usize = SLOTS + 4 * 64 * 2; // [128]
const ALIGN: usize = FOOTERS + 128 * 2; // [16]
const LITERALS: usize = ALIGN + 16 * 2; // [8 contexts][3][256]
const END: usize = LITERALS + 8 * 3 * 256 * 2;

let range: u32;
let code: u32;
let source: usize;

/**
 * One bit, by the probability at this offset; 0: by none. A probability moves by a sixteenth, not by LZMA's
 * thirty-second: with so few bytes faster learning saves a fortieth of them.
 */
function bit(at: usize): u32 {
  const p = <u32>load<u16>(at);
  const bound = (range >>> 11) * p;
  const isOne = <u32>(code >= bound);
  if (isOne) {
    range -= bound;
    code -= bound;
    store<u16>(at, p - (p >>> 4));
  } else {
    range = bound;
    store<u16>(at, p + ((2048 - p) >>> 4));
  }
  if (range < 0x1000000) {
    range <<= 8;
    code = (code << 8) | load<u8>(source++);
  }
  return isOne;
}

/** A number of so many bits, highest first. */
function tree(at: usize, bits: u32): u32 {
  let node: u32 = 1;
  while (!(node >>> bits)) node = node * 2 + bit(at + node * 2);
  return node - (1 << bits);
}

/** A number of so many bits, lowest first. */
function reverseTree(at: usize, bits: u32): u32 {
  let node: u32 = 1;
  let value: u32 = 0;
  for (let i: u32 = 0; i < bits; i++) {
    const one = bit(at + node * 2);
    node = node * 2 + one;
    value |= one << i;
  }
  return value;
}

/** Unpacks what lies at `from` into `to` ... `end`. The first kilobytes of memory are the probabilities. */
export function decode(from: usize, to: usize, end: usize): void {
  for (let at: usize = 0; at < END; at += 2) store<u16>(at, 1024);
  range = 0xffffffff;
  // the first byte is always 0
  code = bswap(load<u32>(from, 1));
  source = from + 5;
  let state: usize = 0;
  let rep0: usize = 1, rep1: usize = 1, rep2: usize = 1, rep3: usize = 1;
  while (to < end) {
    const ofState = state * 2;
    if (!bit(IS_MATCH + ofState)) {
      const probabilities = LITERALS + (<usize>load<u8>(to - 1) >>> 5) * (3 * 256 * 2);
      let symbol: u32 = 1;
      // after a match, the byte that would have continued it predicts this one, until the first bit that differs
      let expected: u32 = state < 7 ? 0 : <u32>load<u8>(to - rep0) | 0x100;
      while (symbol < 0x100) {
        const next = (expected >>> 7) & 1;
        const one = bit(probabilities + (expected ? (1 + next) << 9 : 0) + symbol * 2);
        symbol = symbol * 2 + one;
        expected = expected && next == one ? (expected << 1) | 0x100 : 0;
      }
      store<u8>(to++, symbol);
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let lengths = LENGTHS;
    const wasLiteral = state < 7;
    if (bit(IS_REP + ofState)) {
      if (!bit(IS_OLDER + ofState)) {
        if (!bit(IS_LONG + ofState)) {
          store<u8>(to, load<u8>(to - rep0));
          to++;
          state = wasLiteral ? 9 : 11;
          continue;
        }
      } else {
        let distance = rep1;
        if (bit(IS_OLDER + 24 + ofState)) {
          distance = rep2;
          if (bit(IS_OLDER + 48 + ofState)) {
            distance = rep3;
            rep3 = rep2;
          }
          rep2 = rep1;
        }
        rep1 = rep0;
        rep0 = distance;
      }
      lengths += LENGTHS_BYTES;
      state = wasLiteral ? 8 : 11;
    } else {
      rep3 = rep2;
      rep2 = rep1;
      rep1 = rep0;
      rep0 = 0;
      state = wasLiteral ? 7 : 10;
    }
    let length: u32;
    if (!bit(lengths)) length = tree(lengths + 16, 3);
    else if (!bit(lengths + 2)) length = 8 + tree(lengths + 32, 3);
    else length = 16 + tree(lengths + 48, 8);
    if (!rep0) {
      const slot = tree(SLOTS + min<u32>(length, 3) * 128, 6);
      rep0 = slot + 1;
      if (slot > 3) {
        let bits = (slot >>> 1) - 1;
        let distance = 2 | (slot & 1);
        if (slot < 14) {
          rep0 = (distance << bits) + 1;
          rep0 += reverseTree(FOOTERS + (rep0 - 1 - slot) * 2, bits);
        } else {
          for (; bits > 4; bits--) {
            range >>>= 1;
            const one = <u32>(code >= range);
            if (one) code -= range;
            distance = distance * 2 + one;
            if (range < 0x1000000) {
              range <<= 8;
              code = (code << 8) | load<u8>(source++);
            }
          }
          rep0 = (distance << 4) + reverseTree(ALIGN, 4) + 1;
        }
      }
    }
    for (const last = to + length + 2; to < last; to++) store<u8>(to, load<u8>(to - rep0));
  }
}
