/** Figure 4's weights, out of the kept checkpoint of a training of problem 3's network. */
import { decodeCheckpoint, layoutOf } from "minibatch";
import type { TrainResult } from "study";
import { SEQUENCE_BITS, sequenceNetwork } from "./models.ts";

/** [input][unit], 20 x 20. Throws when the task did not keep its weights. */
export function firstLayerWeights({ id, weights }: TrainResult): number[][] {
  if (weights === null)
    throw new Error(`Cannot read the weights of ${id}: they were not kept; its task needs keepWeights`);
  const { arrays } = decodeCheckpoint(Buffer.from(weights, "base64"));
  const parameters = arrays.find((array) => array.name === "parameters");
  if (parameters === undefined) throw new Error(`Cannot read the weights of ${id}: its checkpoint has no parameters`);
  const { offset, length } = layoutOf(sequenceNetwork()).tensors[0]!;
  const values = Array.from(parameters.values.subarray(offset, offset + length));
  const units = length / SEQUENCE_BITS;
  return Array.from({ length: SEQUENCE_BITS }, (_, input) => values.slice(input * units, (input + 1) * units));
}
