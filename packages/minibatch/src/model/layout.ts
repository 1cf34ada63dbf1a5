/** Where each weight lives: all parameters are one flat array, layer by layer, weights before biases. */
import type { DenseSpec, ModelSpec } from "./spec.ts";

/** One tensor of the flat parameter array. */
export interface TensorPlace {
  /** `<layer>.weights` or `<layer>.biases` */
  readonly name: string;
  readonly layer: string;
  readonly role: "weights" | "biases";
  /** weights: [inputs, outputs] row-major; biases: [outputs] */
  readonly shape: readonly number[];
  readonly offset: number;
  readonly length: number;
}

/** Every tensor's place in the flat parameter array, in the order of the layers. */
export interface ParameterLayout {
  /** number of parameters */
  readonly size: number;
  readonly tensors: readonly TensorPlace[];
}

/** The width of each layer's output, dropout's being its input's. */
export function widthsOf(model: ModelSpec): readonly number[] {
  const widths: number[] = [];
  let width = model.inputs;
  for (const layer of model.layers) {
    if (layer.kind === "dense") width = layer.units;
    widths.push(width);
  }
  return widths;
}

/** The layout of a model's parameters. */
export function layoutOf(model: ModelSpec): ParameterLayout {
  const tensors: TensorPlace[] = [];
  let size = 0;
  const place = (layer: DenseSpec, role: TensorPlace["role"], shape: readonly number[]): void => {
    const length = shape.reduce((product, n) => product * n, 1);
    tensors.push({ name: `${layer.name}.${role}`, layer: layer.name, role, shape, offset: size, length });
    size += length;
  };
  let inputs = model.inputs;
  for (const layer of model.layers) {
    if (layer.kind !== "dense") continue;
    place(layer, "weights", [inputs, layer.units]);
    place(layer, "biases", [layer.units]);
    inputs = layer.units;
  }
  return { size, tensors };
}
