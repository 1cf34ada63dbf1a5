/**
 * The experiment once more with enough repeats to tell more of its configurations apart, without what only fails, as a
 * file beside the page.
 */
import type { ExperimentSpec } from "study";
import { type DescribedExperiment, findAlike } from "./describe-experiment.ts";
import { dropFailed } from "./without-failed.ts";

export const MORE_REPEATS_FILE = "more-repeats.json";

/** where nothing could be compared yet */
const atLeast = 5;

/** Null where it would tell nothing new: the best is apart from every other one, or there is no other one. */
export function planMoreRepeats(source: DescribedExperiment): ExperimentSpec | null {
  const { ranking, ranked, input } = source;
  const best = ranking.order[0];
  if (best === undefined || best.count === 0 || ranked.length < 2) return null;
  if (best.compared && findAlike(source).length === 0) return null;
  const { spec } = input;
  const { repeatsToTell } = ranking;
  const repeats = Math.max(
    atLeast,
    repeatsToTell !== null && repeatsToTell > spec.repeats ? repeatsToTell : 2 * spec.repeats,
  );
  return { ...spec, name: `${spec.name}-${repeats}-repeats`, parameters: dropFailed(source).parameters, repeats };
}
