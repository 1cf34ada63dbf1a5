/** The two 32-bit words of a float64, on machines of either byte order. */
const value = new Float64Array(1);
const words = new Uint32Array(value.buffer);
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;
const LOW = 1 - HIGH;

/** Sign, exponent and the upper 20 bits of the significand of x, as an unsigned integer. */
export function highWord(x: number): number {
  value[0] = x;
  return words[HIGH];
}

/** The lower 32 bits of the significand of x, as an unsigned integer. */
export function lowWord(x: number): number {
  value[0] = x;
  return words[LOW];
}

/** The float64 with these two words. */
export function fromWords(high: number, low: number): number {
  words[HIGH] = high;
  words[LOW] = low;
  return value[0];
}

/** x with the lower 32 bits of its significand cleared: 21 bits remain, so that a product of two is exact. */
export function truncateLowWord(x: number): number {
  value[0] = x;
  words[LOW] = 0;
  return value[0];
}
