/** Which tensors a model has, and where each lies: those that are trained are one flat array, layer by layer. */
import type { Batches, LayerTensor, Shape } from "../layers/layer.ts";
import { layerKinds } from "../layers/layers.ts";
import { sizeOf } from "../plan/tensor.ts";
import type { LayerSpec, ModelSpec } from "./spec.ts";

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
  return placeLayers(model).map(({ output }) => output);
}

/** Multiply-adds of each layer's products for a row, forward; those of layers within it too. */
export function workOf(model: Pick<ModelSpec, "inputs" | "layers">): readonly number[] {
  return placeLayers(model).map((placed) => flattenLayers([placed]).reduce((sum, { work }) => sum + work, 0));
}

/** A layer of a model, at its place. */
export interface PlacedLayer {
  readonly layer: LayerSpec;
  /** its number in the order in which layers compute: those within a layer come before it */
  readonly place: number;
  /** of the rows that come in, and that go out */
  readonly input: Shape;
  readonly output: Shape;
  readonly tensors: readonly LayerTensor[];
  /** whether nothing changes its tensors */
  readonly isFrozen: boolean;
  /** multiply-adds of its own products for a row, forward */
  readonly work: number;
  /** numbers kept between its own operations for each row */
  readonly room: number;
  /** the layers within it */
  readonly within: readonly PlacedLayer[];
}

/** The model's layers, with those within each. Throws SpecError where one cannot take what comes before it. */
export function placeLayers(model: Pick<ModelSpec, "inputs" | "layers">): readonly PlacedLayer[] {
  let places = 0;
  const place = (
    layers: readonly LayerSpec[],
    input: Shape,
    path: string,
    isFrozen: boolean,
  ): readonly PlacedLayer[] => {
    let shape = input;
    return layers.map((layer, i): PlacedLayer => {
      const kind = layerKinds[layer.kind];
      const input = shape;
      shape = kind.outputShape(layer, input, `${path}[${i}]`);
      const frozen = isFrozen || layer.trainable === false;
      const inner = (kind.layers?.(layer) ?? []) as readonly LayerSpec[];
      const within = place(inner, input, `${path}[${i}].layers`, frozen);
      const tensors = kind.tensors(layer, input);
      return {
        layer,
        place: places++,
        input,
        output: shape,
        tensors: frozen ? tensors.map((one) => ({ ...one, trained: false })) : tensors,
        isFrozen: frozen,
        work: kind.work(layer, input),
        room: kind.room(layer, input),
        within,
      };
    });
  };
  return place(model.layers, inputShapeOf(model), "layers", false);
}

/** All layers, by their places: those within a layer come before it. */
export function flattenLayers(layers: readonly PlacedLayer[]): readonly PlacedLayer[] {
  return layers.flatMap((layer) => [...flattenLayers(layer.within), layer]);
}

/** Throws where a layer cannot be trained on such batches. */
export function checkBatches(model: Pick<ModelSpec, "inputs" | "layers">, batches: Batches): void {
  for (const { layer, input, isFrozen } of flattenLayers(placeLayers(model))) {
    if (!isFrozen) layerKinds[layer.kind].checkBatches?.(layer, input, batches);
  }
}

/** The layout of a model's parameters. */
export function layoutOf(model: Pick<ModelSpec, "inputs" | "layers">): ParameterLayout {
  const tensors: TensorPlace[] = [];
  const kept: TensorPlace[] = [];
  let size = 0;
  for (const { layer, tensors: ofLayer } of flattenLayers(placeLayers(model))) {
    const { name } = layer;
    for (const { role, shape, trained } of ofLayer) {
      const place = { name: `${name}.${role}`, layer: name, role, shape, length: sizeOf({ shape }) };
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
