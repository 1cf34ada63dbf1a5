/** LeNet-5 (LeCun et al., 1998) with ReLU and max pooling: the network of case J, and the weights it begins with. */
import type { ModelInput } from "minibatch";
import { drawNormals } from "./data.ts";

export const lenet: ModelInput = {
  inputs: [28, 28, 1],
  layers: [
    { kind: "conv2d", filters: 6, kernel: 5, padding: "same", activation: "relu" },
    { kind: "max-pool2d", pool: 2 },
    { kind: "conv2d", filters: 16, kernel: 5, activation: "relu" },
    { kind: "max-pool2d", pool: 2 },
    { kind: "flatten" },
    { kind: "dense", units: 120, activation: "relu" },
    { kind: "dense", units: 84, activation: "relu" },
    { kind: "dense", units: 10 },
  ],
  loss: "softmax-cross-entropy",
};

/** Of each layer's weights: [kernel rows, kernel columns, channels, filters], then [inputs, units]. */
export const LENET_SHAPES: readonly (readonly number[])[] = [
  [5, 5, 1, 6],
  [5, 5, 6, 16],
  [400, 120],
  [120, 84],
  [84, 10],
];

/** Glorot normal, row by row of the shapes above; biases are 0. The same numbers in every call. */
export function drawLenet(): Float32Array[] {
  const normal = drawNormals();
  return LENET_SHAPES.map((shape) => {
    const [inputs, units] = shape.slice(-2) as [number, number];
    const places = shape.slice(0, -2).reduce((product, n) => product * n, 1);
    const deviation = Math.sqrt(2 / (places * (inputs + units)));
    return Float32Array.from({ length: places * inputs * units }, () => deviation * normal());
  });
}

/**
 * Numbers in the order of another library: `axes` of the new order, each an axis of `shape`. For weights once, before
 * anything is timed.
 */
export function transpose(values: Float32Array, shape: readonly number[], axes: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, n) => product * n, 1));
  const sizes = axes.map((axis) => shape[axis]!);
  return Float32Array.from({ length: values.length }, (_, index) => {
    let [rest, at] = [index, 0];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      at += (rest % sizes[axis]!) * strides[axes[axis]!]!;
      rest = Math.floor(rest / sizes[axis]!);
    }
    return values[at]!;
  });
}
