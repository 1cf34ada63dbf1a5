/** A trial's name for a reader. */
import { type Point, shortNumber } from "study";

/**
 * `SGD`; with several parameters `SGD, rate 0.01`: a word says what it is, a number does not; without any `no
 * parameters`.
 */
export function namePoint(point: Point): string {
  const entries = Object.entries(point);
  const show = (value: Point[string]): string => (typeof value === "number" ? shortNumber(value) : String(value));
  if (entries.length === 0) return "no parameters";
  if (entries.length === 1) return show(entries[0]![1]);
  return entries.map(([name, value]) => (typeof value === "string" ? value : `${name} ${show(value)}`)).join(", ");
}

/** `#12 SGD, seed 3` */
export function nameTrial(trial: {
  readonly number: number;
  readonly parameters: Point;
  readonly seed: number;
}): string {
  const what = Object.keys(trial.parameters).length === 0 ? "" : ` ${namePoint(trial.parameters)},`;
  return `#${trial.number}${what} seed ${trial.seed}`;
}
