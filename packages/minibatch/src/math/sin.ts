import { cosineOfRemainder, sineOfRemainder, takeQuarterTurns } from "./quarter-turn.ts";

/**
 * Made at the first call: a bundler that puts what is imported later into the same file may run this one too late, for
 * the package says that it has no side effects.
 */
let remainder: Float64Array | undefined;

/**
 * sin of an angle in radians. Error below 0.8 ulp. Of NaN and +-Infinity it is NaN; the sign of 0 is kept.
 * Throws RangeError beyond +-1647099.
 */
export function sin(angle: number): number {
  if (angle === 0) return angle;
  remainder ??= new Float64Array(2);
  const quarter = takeQuarterTurns(angle, remainder);
  const [x, tail] = [remainder[0], remainder[1]];
  const y = quarter % 2 === 0 ? sineOfRemainder(x, tail) : cosineOfRemainder(x, tail);
  return quarter < 2 ? y : -y;
}
