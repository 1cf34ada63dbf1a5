/**
 * A parameter's number as a line of a terminal has room for it: four digits, and no zeros that stand for digits nobody
 * knows.
 */

const TOO_LONG = 1e15;

/** `0.01`, `784`, `1.234e-7`, `1e20`. */
export function shortNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < TOO_LONG) return String(value);
  const short = Number(value.toPrecision(4));
  // JavaScript writes 1e20 as a one and twenty zeros
  return (Math.abs(value) < TOO_LONG ? String(short) : short.toExponential()).replace("e+", "e");
}
