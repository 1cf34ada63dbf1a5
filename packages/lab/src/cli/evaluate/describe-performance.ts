/** How well a network does on labelled rows: what `minibatch evaluate` tells. */
import {
  confusionMatrix,
  type Dataset,
  type PrecisionRecall,
  precisionRecall,
  predictBits,
  predictClasses,
  rocAuc,
  type Trainer,
} from "minibatch";

export interface Performance {
  readonly rows: number;
  readonly loss: number;
  /** null where the loss has none */
  readonly accuracy: number | null;
  /** per class, in order; null for regression. Of a binary network: 0 and 1 */
  readonly classes: readonly PrecisionRecall[] | null;
  /** [true class][predicted class]; null for regression */
  readonly confusion: readonly (readonly number[])[] | null;
  /** area under the ROC curve; null unless binary with both classes there */
  readonly auc: number | null;
}

export async function describePerformance(trainer: Trainer, data: Dataset): Promise<Performance> {
  const { loss, accuracy } = await trainer.evaluate(data);
  const rows = data.x.rows;
  const none = { rows, loss, accuracy, classes: null, confusion: null, auc: null };
  if (accuracy === null) return none;
  const predictions = await trainer.predict(data.x);
  const outputs = predictions.length / rows;
  const classes = Math.max(outputs, 2);
  const labels = data.y.kind === "classes" ? data.y.values : outputs === 1 ? data.y.values : null;
  if (labels === null) return none;
  const predicted = outputs === 1 ? predictBits(predictions) : predictClasses(predictions, outputs);
  const matrix = confusionMatrix(predicted, labels, classes);
  const both = outputs === 1 && labels.includes(0) && labels.includes(1);
  return {
    ...none,
    classes: precisionRecall(matrix).perClass,
    confusion: Array.from({ length: classes }, (_, row) => [...matrix.subarray(row * classes, (row + 1) * classes)]),
    auc: both ? rocAuc(predictions, labels) : null,
  };
}
