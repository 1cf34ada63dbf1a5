/** Floating-point operations of a pass, counted dense: 2MNK for each product of matrices, nothing for all the rest. */
import type { ModelSpec } from "minibatch";

/** [inputs, units] of every layer with weights. */
function productsOf(model: ModelSpec): readonly (readonly [inputs: number, units: number])[] {
  let inputs = model.inputs;
  return model.layers.flatMap((layer) => {
    if (layer.kind !== "dense") return [];
    const product = [inputs, layer.units] as const;
    inputs = layer.units;
    return [product];
  });
}

/** Of `rows` rows through the network. */
export function forwardOperations(model: ModelSpec, rows: number): number {
  return productsOf(model).reduce((sum, [inputs, units]) => sum + 2 * rows * inputs * units, 0);
}

/** Of a step: forward, the gradient of the weights, and that of the inputs, which the first layer does not need. */
export function stepOperations(model: ModelSpec, rows: number): number {
  const [first] = productsOf(model);
  const unneeded = first === undefined ? 0 : 2 * rows * first[0] * first[1];
  return 3 * forwardOperations(model, rows) - unneeded;
}
