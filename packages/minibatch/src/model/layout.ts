/** Which tensors a model has, and where each lies: those that are trained are one flat array, layer by layer. */
import type { LayerTensor, Shape } from "../layers/layer.ts";
import { layerKinds } from "../layers/layers.ts";
import { sizeOf } from "../plan/tensor.ts";
import type { ModelSpec } from "./spec.ts";

/** One tensor of the model. */
export interface TensorPlace {
  /** `<layer>.<role>` */
  readonly name: string;
  readonly layer: string;
  /** what it is to its layer: "weights", "biases" */
  readonly role: string;
  /** row-major; of a dense layer, weights: [inputs, outputs], biases: [outputs] */
  readonly shape: readonly number[];
  /** in the flat array of the trained ones */
  readonly offset: number;
  readonly length: number;
}

/**
 * Every trained tensor's place in the flat parameter array, in the order of the layers; and those that are only kept.
 */
export interface ParameterLayout {
  /** number of trained parameters */
  readonly size: number;
  readonly tensors: readonly TensorPlace[];
  /** not trained: each is an array of its own, its offset 0 */
  readonly kept: readonly TensorPlace[];
}

/** The sizes of a row that comes into the model. */
export function inputShapeOf({ inputs }: Pick<ModelSpec, "inputs">): Shape {
  return typeof inputs === "number" ? [inputs] : inputs;
}

/** How many numbers a row of the model's input has. */
export function featuresOf(model: Pick<ModelSpec, "inputs">): number {
  return sizeOf({ shape: inputShapeOf(model) });
}

/** How many numbers the model gives for a row. */
export function outputsOf(model: Pick<ModelSpec, "inputs" | "layers">): number {
  return sizeOf({ shape: shapesOf(model)[model.layers.length - 1] });
}

/** The shape of each layer's output. Throws SpecError where a layer cannot take what comes before it. */
export function shapesOf(model: Pick<ModelSpec, "inputs" | "layers">): readonly Shape[] {
  let shape = inputShapeOf(model);
  return model.layers.map((layer, i) => {
    shape = layerKinds[layer.kind].outputShape(layer, shape, `layers[${i}]`);
    return shape;
  });
}

/** Multiply-adds of each layer's products for a row, forward. */
export function workOf(model: Pick<ModelSpec, "inputs" | "layers">): readonly number[] {
  return tensorsOf(model).map(({ input }, i) => layerKinds[model.layers[i].kind].work(model.layers[i], input));
}

/** Each layer with the shape that comes in and its tensors. */
export function tensorsOf(
  model: Pick<ModelSpec, "inputs" | "layers">,
): readonly { readonly input: Shape; readonly tensors: readonly LayerTensor[] }[] {
  const shapes = [inputShapeOf(model), ...shapesOf(model)];
  return model.layers.map((layer, i) => ({
    input: shapes[i],
    tensors: layerKinds[layer.kind].tensors(layer, shapes[i]),
  }));
}

/** The layout of a model's parameters. */
export function layoutOf(model: Pick<ModelSpec, "inputs" | "layers">): ParameterLayout {
  const tensors: TensorPlace[] = [];
  const kept: TensorPlace[] = [];
  let size = 0;
  for (const [i, { tensors: ofLayer }] of tensorsOf(model).entries()) {
    const layer = model.layers[i].name;
    for (const { role, shape, trained } of ofLayer) {
      const place = { name: `${layer}.${role}`, layer, role, shape, length: sizeOf({ shape }) };
      if (!trained) {
        kept.push({ ...place, offset: 0 });
        continue;
      }
      tensors.push({ ...place, offset: size });
      size += place.length;
    }
  }
  return { size, tensors, kept };
}
