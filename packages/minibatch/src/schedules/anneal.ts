import { cos } from "../math/cos.ts";

/** Half a cosine from `from` (at u = 0) to `to` (at u = 1); both ends are exact. */
export function anneal(from: number, to: number, u: number): number {
  const share = 0.5 * (1 + cos(Math.PI * u));
  return from * share + to * (1 - share);
}
