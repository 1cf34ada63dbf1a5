/** Predictions for a whole data set, as something to time. */
import type { Dataset } from "minibatch";
import type { OpenedTrainer } from "./our-trainer.ts";
import type { Subject } from "./subject.ts";

/** `calls` is how many calls of the case's size one run is worth, as it has fewer rows or more. */
export function predictSubject(
  { trainer, threads }: OpenedTrainer,
  { x }: Dataset,
  calls: number,
  now: () => number,
): Subject {
  return {
    threads,
    async run() {
      const beginMs = now();
      const predictions = await trainer.predict(x);
      const seconds = (now() - beginMs) / 1000;
      if (!(predictions[0]! >= 0)) throw new Error(`Cannot time predictions: the first is ${predictions[0]}`);
      return seconds / calls;
    },
    async dispose() {
      trainer.dispose();
    },
  };
}
