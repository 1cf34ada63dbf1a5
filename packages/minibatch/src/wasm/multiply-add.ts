/**
 * One module for both numerics. The kernels are compiled with a stand-in for a b + c, max(min(a, b), c) of relaxed
 * SIMD, which they use nowhere else (the build proves it). Before the module is compiled here, instructions of the same
 * length take its place: two roundings, or one where the machine can.
 */

const NOP = 0x01;
/** First and last byte of all of these instructions but strict's. */
const SIMD = 0xfd;
const RELAXED = 0x02;
/** Second bytes: `f32x4.relaxed_min` after a and b, `f32x4.relaxed_max` after c. */
const PRODUCT = 0x8d;
const SUM = 0x8e;

const meanings = {
  /** f32x4.mul, f32x4.add */
  strict: { product: [SIMD, 0xe6, 0x01], sum: [SIMD, 0xe4, 0x01] },
  /** nothing, f32x4.relaxed_madd */
  relaxed: { product: [NOP, NOP, NOP], sum: [SIMD, 0x85, RELAXED] },
};

/** A copy of the module in which multiply-add means what the variant says. */
export function withMultiplyAdd(
  template: Uint8Array<ArrayBuffer>,
  variant: "strict" | "relaxed",
): Uint8Array<ArrayBuffer> {
  const bytes = template.slice();
  const { product, sum } = meanings[variant];
  for (const at of placesOf(template, PRODUCT)) bytes.set(product, at);
  for (const at of placesOf(template, SUM)) bytes.set(sum, at);
  return bytes;
}

/** How many stand-ins there are, for the build to compare with the code's. */
export function countStandIns(bytes: Uint8Array): { readonly products: number; readonly sums: number } {
  return { products: [...placesOf(bytes, PRODUCT)].length, sums: [...placesOf(bytes, SUM)].length };
}

function* placesOf(bytes: Uint8Array, code: number): Generator<number> {
  for (let at = bytes.indexOf(code); at !== -1; at = bytes.indexOf(code, at + 1)) {
    if (bytes[at - 1] === SIMD && bytes[at + 1] === RELAXED) yield at - 1;
  }
}
