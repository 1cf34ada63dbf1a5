/** From a caller's data set to a source of batches: checked, and prepared by the executor. */
import { checkDatasetInSlices } from "../data/check-dataset.ts";
import { checkDatasetKinds } from "../data/check-kinds.ts";
import type { Dataset, Rows, Targets } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import type { FloatArray } from "../math/float-array.ts";
import { featuresOf } from "../model/layout.ts";
import type { FeedUse } from "../plan/executor.ts";
import type { Network, Source } from "./network.ts";
import { weighing } from "./weighing.ts";

/** Throws DataError unless `dataset`, called `what` in messages, fits the model. */
export function* checkInSlices(what: string, dataset: Dataset, { plan, executor }: Network): Slices<void> {
  checkDatasetKinds(what, dataset);
  yield* checkDatasetInSlices(what, dataset, {
    features: featuresOf(plan.model),
    precision: executor.precision,
    outputs: plan.outputs,
    loss: plan.model.loss,
  });
  if (dataset.weights !== undefined) yield* weighing().check(what, dataset.weights, dataset.x.rows);
  yield;
}

/**
 * A source of batches from checked rows, and their targets unless they are only predicted; `weights` of the rows, where
 * they have some. Release its feed.
 */
export function* openSource(
  { executor, plan }: Network,
  x: Rows,
  y: Targets | null,
  use: FeedUse,
  weights: FloatArray | null = null,
): Slices<Source> {
  const feed = yield* executor.feed(plan.feed, x, y, use, weights);
  return { feed, hasLabels: y?.kind === "classes", isWeighted: weights !== null };
}
