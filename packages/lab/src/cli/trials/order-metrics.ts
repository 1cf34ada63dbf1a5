/** A trial's figures in an order that a reader expects, whatever order the store gives them in. */
import type { Metrics } from "../../store/store.ts";

const FIRST: readonly string[] = [
  "trainLoss",
  "trainAccuracy",
  "validationLoss",
  "validationAccuracy",
  "batchLoss",
  "learningRate",
  "keptEpoch",
];

/** Those above, then the others by name. */
export function orderMetrics(metrics: Metrics): [name: string, figures: ArrayLike<number>][] {
  const place = (name: string): number => {
    const found = FIRST.indexOf(name);
    return found === -1 ? FIRST.length : found;
  };
  return Object.entries(metrics).sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
}
