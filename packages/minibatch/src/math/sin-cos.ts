import { cosineOfRemainder, sineOfRemainder, takeQuarterTurns } from "./quarter-turn.ts";

const remainder = new Float64Array(2);

/**
 * Writes sin and cos of an angle into out[0] and out[1]: the bits of `sin` and `cos`, for little more than one of them.
 */
export function sinCos(angle: number, out: Float64Array): void {
  const quarter = takeQuarterTurns(angle, remainder);
  const x = remainder[0];
  const tail = remainder[1];
  const sine = angle === 0 ? angle : sineOfRemainder(x, tail);
  const cosine = cosineOfRemainder(x, tail);
  const isOdd = (quarter & 1) === 1;
  out[0] = isOdd ? cosine : sine;
  out[1] = isOdd ? sine : cosine;
  if (quarter >= 2) out[0] = -out[0];
  if (quarter === 1 || quarter === 2) out[1] = -out[1];
}
