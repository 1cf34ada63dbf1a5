import { cosineOfRemainder, sineOfRemainder, takeQuarterTurns } from "./quarter-turn.ts";

const remainder = new Float64Array(2);

/**
 * cos of an angle in radians. Error below 0.8 ulp. Of NaN and +-Infinity it is NaN.
 * Throws RangeError beyond +-1647099.
 */
export function cos(angle: number): number {
  const quarter = takeQuarterTurns(angle, remainder);
  const [x, tail] = [remainder[0], remainder[1]];
  const y = quarter % 2 === 0 ? cosineOfRemainder(x, tail) : sineOfRemainder(x, tail);
  return quarter === 0 || quarter === 3 ? y : -y;
}
