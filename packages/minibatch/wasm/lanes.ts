/**
 * Passes of up to four lanes. Each update is one inlined function of a block; the main loop calls it
 * with FULL lanes (the tests of `count` then fold away), the tail with the 1 to 3 that are left, so
 * both do the same operations in the same order. Nothing is read or written beyond N.
 */
import { loadPartial, storePartial } from "./vector";

export const FULL: i32 = 4;

// @ts-ignore: decorator
@inline
export function take(p: usize, count: i32): v128 {
  return count >= FULL ? v128.load(p) : loadPartial(p, count);
}

// @ts-ignore: decorator
@inline
export function put(p: usize, v: v128, count: i32): void {
  if (count >= FULL) v128.store(p, v);
  else storePartial(p, v, count);
}

/** The smallest float32 that is not subnormal, 2^-126. */
// @ts-ignore: decorator
@inline
const SMALLEST: f32 = 1.1754943508222875e-38;

/**
 * A value as slots hold it. What a dead unit leaves there decays for ever, and arithmetic on subnormal numbers is a
 * hundred times slower: what would be one is 0. NaN stays.
 */
// @ts-ignore: decorator
@inline
export function asSlot(v: v128): v128 {
  return v128.andnot(v, f32x4.lt(f32x4.abs(v), f32x4.splat(SMALLEST)));
}

// @ts-ignore: decorator
@inline
export function putSlot(p: usize, v: v128, count: i32): void {
  put(p, asSlot(v), count);
}

/** Slot `index` of a table of addresses, from byte `from` on. */
// @ts-ignore: decorator
@inline
export function slot(slots: usize, index: usize, from: usize): usize {
  return load<usize>(slots + (index << 2)) + from;
}

/** Coefficient `index` of the host's float64, in all lanes. */
// @ts-ignore: decorator
@inline
export function coefficient(c: usize, index: usize): v128 {
  return f32x4.splat(<f32>load<f64>(c + index * 8));
}

/** Where the whole blocks of N floats end, in bytes. */
// @ts-ignore: decorator
@inline
export function wholeBytes(N: i32): usize {
  return (<usize>(N & ~3)) << 2;
}

/** a x + b y */
// @ts-ignore: decorator
@inline
export function mix(a: v128, x: v128, b: v128, y: v128): v128 {
  return f32x4.add(f32x4.mul(a, x), f32x4.mul(b, y));
}
