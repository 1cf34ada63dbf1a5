/**
 * LZMA's model: every bit is coded by a probability of its own. The same places as in `../lzma.ts`, counted in uint16.
 */

/** Takes bits one by one: to write them, or to sum up what they cost. */
export interface BitSink {
  /** a bit by the probability at this place */
  bit(at: number, one: number): void;
  /** the lowest `count` bits of a number, by none */
  direct(value: number, count: number): void;
}

export const IS_MATCH = 0;
export const IS_REP = 12;
export const IS_OLDER = 24;
export const IS_LONG = 60;
export const LENGTHS = 72;
export const REP_LENGTHS = LENGTHS + 8 + 8 + 8 + 256;
const SLOTS = REP_LENGTHS + 8 + 8 + 8 + 256;
const FOOTERS = SLOTS + 4 * 64;
const ALIGN = FOOTERS + 128;
const LITERALS = ALIGN + 16;
export const PLACES = LITERALS + 8 * 3 * 256;

export const LONGEST = 273;

/**
 * The next token: a literal, a byte at the latest distance, a match at one of the four latest distances, or one at a
 * new distance.
 */
export type Token =
  | { readonly kind: "literal" }
  | { readonly kind: "short" }
  | { readonly kind: "rep"; readonly index: number; readonly length: number }
  | { readonly kind: "match"; readonly distance: number; readonly length: number };

/** What the decoder knows: what the last tokens were, and the four latest distances. */
export interface Past {
  readonly state: number;
  readonly distances: readonly number[];
}

export const beginning: Past = { state: 0, distances: [1, 1, 1, 1] };

export function after({ state, distances }: Past, token: Token): Past {
  const wasLiteral = state < 7;
  if (token.kind === "literal") return { state: state < 4 ? 0 : state < 10 ? state - 3 : state - 6, distances };
  if (token.kind === "short") return { state: wasLiteral ? 9 : 11, distances };
  if (token.kind === "match") {
    return { state: wasLiteral ? 7 : 10, distances: [token.distance, ...distances.slice(0, 3)] };
  }
  const others = distances.filter((_, index) => index !== token.index);
  return { state: wasLiteral ? 8 : 11, distances: [distances[token.index]!, ...others] };
}

export function codeToken(sink: BitSink, data: Uint8Array, at: number, past: Past, token: Token): void {
  const { state } = past;
  sink.bit(IS_MATCH + state, token.kind === "literal" ? 0 : 1);
  if (token.kind === "literal") return codeLiteral(sink, data, at, past);
  sink.bit(IS_REP + state, token.kind === "match" ? 0 : 1);
  if (token.kind === "match") {
    codeLength(sink, LENGTHS, token.length);
    return codeDistance(sink, token.distance, token.length);
  }
  codeWhich(sink, state, token.kind === "short" ? 0 : token.index, token.kind === "short");
  if (token.kind === "rep") codeLength(sink, REP_LENGTHS, token.length);
}

/** Which of the latest distances. */
export function codeWhich(sink: BitSink, state: number, index: number, isShort: boolean): void {
  sink.bit(IS_OLDER + state, index > 0 ? 1 : 0);
  if (index === 0) sink.bit(IS_LONG + state, isShort ? 0 : 1);
  else {
    sink.bit(IS_OLDER + 12 + state, index > 1 ? 1 : 0);
    if (index > 1) sink.bit(IS_OLDER + 24 + state, index > 2 ? 1 : 0);
  }
}

export function codeLiteral(sink: BitSink, data: Uint8Array, at: number, { state, distances }: Past): void {
  const context = LITERALS + (at === 0 ? 0 : data[at - 1]! >>> 5) * 768;
  let expected = state < 7 ? 0 : data[at - distances[0]!]! | 0x100;
  for (let symbol = 1, bits = data[at]! | 0x100; symbol < 0x100; ) {
    const next = (expected >>> 7) & 1;
    bits <<= 1;
    const one = (bits >>> 8) & 1;
    sink.bit(context + (expected === 0 ? 0 : (1 + next) << 8) + symbol, one);
    symbol = symbol * 2 + one;
    expected = expected !== 0 && next === one ? (expected << 1) | 0x100 : 0;
  }
}

export function codeLength(sink: BitSink, lengths: number, length: number): void {
  const rest = length - 2;
  sink.bit(lengths, rest < 8 ? 0 : 1);
  if (rest < 8) return codeTree(sink, lengths + 8, rest, 3);
  sink.bit(lengths + 1, rest < 16 ? 0 : 1);
  if (rest < 16) codeTree(sink, lengths + 16, rest - 8, 3);
  else codeTree(sink, lengths + 24, rest - 16, 8);
}

/** A distance is told by how many bits it has and the highest two, then the others. */
export function codeDistance(sink: BitSink, distance: number, length: number): void {
  const value = distance - 1;
  const slot = slotOf(value);
  codeTree(sink, SLOTS + Math.min(length - 2, 3) * 64, slot, 6);
  if (slot < 4) return;
  const bits = (slot >>> 1) - 1;
  const base = (2 | (slot & 1)) << bits;
  if (slot < 14) return codeReverseTree(sink, FOOTERS + base - slot, value - base, bits);
  sink.direct((value - base) >>> 4, bits - 4);
  codeReverseTree(sink, ALIGN, value & 15, 4);
}

function slotOf(value: number): number {
  if (value < 4) return value;
  const bits = 30 - Math.clz32(value);
  return (bits + 1) * 2 + ((value >>> bits) & 1);
}

function codeTree(sink: BitSink, at: number, value: number, bits: number): void {
  for (let node = 1, left = bits - 1; left >= 0; left--) {
    const one = (value >>> left) & 1;
    sink.bit(at + node, one);
    node = node * 2 + one;
  }
}

function codeReverseTree(sink: BitSink, at: number, value: number, bits: number): void {
  for (let node = 1, i = 0; i < bits; i++) {
    const one = (value >>> i) & 1;
    sink.bit(at + node, one);
    node = node * 2 + one;
  }
}
