import { checkCount, checkLabels, countRows } from "./check.ts";
import { predictBits, predictClasses } from "./predict-classes.ts";

/** Share of the rows of predictions [B, C] whose largest is at the label. Throws DataError: NaN, counts, labels. */
export function accuracy(predictions: ArrayLike<number>, labels: ArrayLike<number>, classes: number): number {
  const predicted = predictClasses(predictions, classes);
  checkCount("measure accuracy", "labels", labels, predicted.length);
  checkLabels("measure accuracy", labels, classes);
  return shareOfEqual(predicted, labels);
}

/**
 * Share of the predictions (any number per row) that are on the target's side of the threshold;
 * targets are 0 or 1. At the threshold a prediction is 0, as in Keras. Throws DataError.
 */
export function binaryAccuracy(predictions: ArrayLike<number>, targets: ArrayLike<number>, threshold = 0.5): number {
  const action = "measure binary accuracy";
  checkCount(action, "targets", targets, countRows(action, predictions, 1));
  checkLabels(action, targets, 2);
  return shareOfEqual(predictBits(predictions, threshold), targets);
}

function shareOfEqual(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  let right = 0;
  for (let i = 0; i < predicted.length; i++) if (predicted[i] === labels[i]) right++;
  return right / predicted.length;
}
