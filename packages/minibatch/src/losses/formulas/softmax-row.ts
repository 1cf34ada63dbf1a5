/** What losses with a softmax share: the largest logit of a row and the sum of the exponentials below it. */
import { exp } from "../../math/exp.ts";
import type { FloatArray } from "../../math/float-array.ts";

export interface Softmax {
  readonly largest: number;
  /** of e^(z - largest) */
  readonly sum: number;
}

/** Writes the probabilities into `prediction`. */
export function softmaxOf(outputs: FloatArray, prediction: FloatArray, start: number, count: number): Softmax {
  const end = start + count;
  let largest = outputs[start];
  for (let i = start + 1; i < end; i++) largest = Math.max(largest, outputs[i]);
  let sum = 0;
  for (let i = start; i < end; i++) sum += exp(outputs[i] - largest);
  for (let i = start; i < end; i++) prediction[i] = exp(outputs[i] - largest) / sum;
  return { largest, sum };
}
