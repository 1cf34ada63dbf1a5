/**
 * The upper 32 bits of the 64-bit product of two unsigned 32-bit integers, by 16-bit halves: each partial sum
 * fits 32 bits, so the engine stays in integer registers (Knuth, TAOCP vol. 2, 4.3.1, algorithm M).
 */
export function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const first = Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16);
  const second = Math.imul(aLow, bHigh) + (first & 0xffff);
  return (Math.imul(aHigh, bHigh) + (first >>> 16) + (second >>> 16)) >>> 0;
}
