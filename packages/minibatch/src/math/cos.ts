import { cosineOfRemainder, sineOfRemainder, takeQuarterTurns } from "./quarter-turn.ts";

/**
 * Made at the first call: a bundler that puts what is imported later into the same file may run this one too late, for
 * the package says that it has no side effects.
 */
let remainder: Float64Array | undefined;

/**
 * cos of an angle in radians. Error below 0.8 ulp. Of NaN and +-Infinity it is NaN.
 * Throws RangeError beyond +-1647099.
 */
export function cos(angle: number): number {
  remainder ??= new Float64Array(2);
  const quarter = takeQuarterTurns(angle, remainder);
  const [x, tail] = [remainder[0], remainder[1]];
  const y = quarter % 2 === 0 ? cosineOfRemainder(x, tail) : sineOfRemainder(x, tail);
  return quarter === 0 || quarter === 3 ? y : -y;
}
