/**
 * Four float32 lanes, or two neighbours of four. V8 can make one operation of 256 bits of each two that lead to
 * neighbouring stores, if both sides are loaded before either is stored, and no lanes are shuffled on the way.
 */

/**
 * a b + c, rounded twice or, where numerics are relaxed and the machine can, once. That is decided later: this is a
 * stand-in, max(min(a, b), c) of relaxed SIMD, which nothing else may use; `../src/wasm/multiply-add.ts` replaces it.
 */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_max(f32x4.relaxed_min(a, b), c);
}

/** Two neighbours, of which neither is stored before both are there. */
// @ts-ignore: decorator
@inline
export function store8(p: usize, low: v128, high: v128): void {
  v128.store(p, low);
  v128.store(p, high, 16);
}

// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** Four lanes in float64, so that long sums keep their figures. */
// @ts-ignore: decorator
@inline
export function sumLanesWide(v: v128): f64 {
  return (
    <f64>f32x4.extract_lane(v, 0) +
    <f64>f32x4.extract_lane(v, 1) +
    (<f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3))
  );
}

/** The first `count` (1 to 3) floats at p; the other lanes are 0. Reads nothing beyond them. */
// @ts-ignore: decorator
@inline
export function loadPartial(p: usize, count: i32): v128 {
  if (count == 1) return v128.load32_zero(p);
  const pair = v128.load64_zero(p);
  if (count == 2) return pair;
  return f32x4.replace_lane(pair, 2, load<f32>(p + 8));
}

/** Writes the first `count` (1 to 3) lanes. */
// @ts-ignore: decorator
@inline
export function storePartial(p: usize, v: v128, count: i32): void {
  if (count == 1) {
    v128.store32_lane(p, v, 0);
    return;
  }
  v128.store64_lane(p, v, 0);
  if (count == 3) v128.store32_lane(p, v, 2, 8);
}
