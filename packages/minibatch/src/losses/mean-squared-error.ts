import type { RowLoss } from "./row-loss.ts";

/**
 * The sum over the row of (y - t)^2; the caller, who knows the batch, takes the mean. Prediction y; gradient 2 (y - t)
 * scale.
 */
export const meanSquaredError: RowLoss = (outputs, targets, prediction, gradient, start, count, scale) => {
  let loss = 0;
  for (let i = start; i < start + count; i++) {
    const error = outputs[i] - targets[i];
    loss += error * error;
    prediction[i] = outputs[i];
    gradient[i] = 2 * error * scale;
  }
  return loss;
};
