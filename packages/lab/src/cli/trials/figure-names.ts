/** The names of a trial's figures: how a reader spells them, and their order. */
import type { Metrics } from "../../store/store.ts";

/**
 * A figure's name for a reader, as an experiment's file writes it: `validation-accuracy`. Documents, exports and stores
 * have `validationAccuracy` (`storedMetric` of study); both are read.
 */
export function spellMetric(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const FIRST: readonly string[] = [
  "trainLoss",
  "trainAccuracy",
  "validationLoss",
  "validationAccuracy",
  "batchLoss",
  "learningRate",
  "keptEpoch",
];

/**
 * A trial's figures as a reader expects them, whatever order the store gives them in: `FIRST`, then the others by name.
 */
export function orderMetrics(metrics: Metrics): [name: string, figures: ArrayLike<number>][] {
  const place = (name: string): number => {
    const found = FIRST.indexOf(name);
    return found === -1 ? FIRST.length : found;
  };
  return Object.entries(metrics).sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
}
