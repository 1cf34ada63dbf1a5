import { checkNotNaN, countRows } from "./check.ts";

/**
 * The class of each row of predictions [B, C]: where the largest is, the first of equals (as NumPy's
 * argmax). Probabilities and logits give the same. Throws DataError at a NaN or a broken row.
 */
export function predictClasses(predictions: ArrayLike<number>, classes: number): Int32Array {
  const action = "predict classes";
  const rows = countRows(action, predictions, classes);
  checkNotNaN(action, "prediction", predictions);
  const predicted = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if (predictions[row * classes + c] > predictions[row * classes + best]) best = c;
    }
    predicted[row] = best;
  }
  return predicted;
}

/** 1 where a prediction is above the threshold, else 0, as Keras's BinaryAccuracy. Throws DataError at a NaN. */
export function predictBits(predictions: ArrayLike<number>, threshold = 0.5): Int32Array {
  checkNotNaN("predict bits", "prediction", predictions);
  return Int32Array.from(predictions, (value) => (value > threshold ? 1 : 0));
}
