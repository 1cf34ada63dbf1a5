/** Powers of two, exact, and scaling by them with a single rounding. */
const SMALLEST_EXPONENT = -1074;
const LARGEST_EXPONENT = 1023;
const SMALLEST_NORMAL_EXPONENT = -1022;

const powers = new Float64Array(LARGEST_EXPONENT - SMALLEST_EXPONENT + 1);
powers[-SMALLEST_EXPONENT] = 1;
for (let k = 1; k <= LARGEST_EXPONENT; k++) powers[k - SMALLEST_EXPONENT] = 2 * powers[k - 1 - SMALLEST_EXPONENT];
for (let k = -1; k >= SMALLEST_EXPONENT; k--) powers[k - SMALLEST_EXPONENT] = 0.5 * powers[k + 1 - SMALLEST_EXPONENT];

/** 2^k for an integer k of -1074 .. 1023, exactly. A table: quicker than building the bits. */
export function powerOfTwo(k: number): number {
  return powers[k - SMALLEST_EXPONENT];
}

/** y 2^k, correctly rounded, for y of about 1 (1/2 <= y <= 2) and an integer k of -1076 .. 1024. */
export function scaleByPowerOfTwo(y: number, k: number): number {
  if (k > LARGEST_EXPONENT) return y * 2 * powerOfTwo(k - 1);
  if (k > SMALLEST_NORMAL_EXPONENT) return y * powerOfTwo(k);
  return y * powerOfTwo(k + 100) * powerOfTwo(-100); // the first product is normal, so only the second rounds
}
