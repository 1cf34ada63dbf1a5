/** A sample of every kind of layer: the table that the shared tests run over. A kind without one does not compile. */
import "../src/every-kind.ts";
import type { ActivationSpec } from "../src/activations/activations.ts";
import { defineLayer } from "../src/layers/define-nested.ts";
import type { Shape } from "../src/layers/layer.ts";
import { type LayerSpec, layerKinds } from "../src/layers/layers.ts";
import type { LayerInput, ModelInput } from "../src/model/define-model.ts";
import { sizeOf } from "../src/plan/tensor.ts";
import type { OfKind } from "../src/spec/fields.ts";

/** A layer that is smooth, and rows that come into it. */
interface Sample<K extends LayerSpec["kind"]> {
  readonly layer: OfKind<LayerInput, K>;
  readonly input: Shape;
  /** rows that cannot, and how the message goes on after the layer's path */
  readonly refused?: Refusal;
}

interface Refusal {
  readonly input: Shape;
  readonly says: string;
}

const samples: { readonly [K in LayerSpec["kind"]]: Sample<K> } = {
  dense: {
    layer: { kind: "dense", units: 5, activation: "tanh", regularizer: { l1: 0.01, l2: 0.1 } },
    input: [6],
    refused: {
      input: [3, 2],
      says: ': cannot be dense: rows of [3, 2] come in, and it takes rows of numbers; put { kind: "flatten" } before it',
    },
  },
  dropout: { layer: { kind: "dropout", rate: 0.3 }, input: [3, 2] },
  flatten: { layer: { kind: "flatten" }, input: [2, 3, 2] },
  reshape: {
    layer: { kind: "reshape", shape: [2, 3] },
    input: [3, 2],
    refused: {
      input: [7, 4],
      says: ".shape: cannot be [2, 3], which is 6 numbers: rows of [7, 4] come in, which is 28; give sizes whose product is 28",
    },
  },
  residual: {
    layer: {
      kind: "residual",
      layers: [
        { kind: "dense", units: 5, activation: "tanh", regularizer: { l2: 0.01 } },
        { kind: "dropout", rate: 0.3 },
        { kind: "residual", layers: [{ kind: "dense", units: 5, activation: "sigmoid" }] },
        { kind: "repeat", times: 2, layers: [{ kind: "dense", units: 4 }] },
      ],
      activation: "tanh",
      regularizer: { l1: 0.01, l2: 0.1 },
    },
    input: [6],
    refused: {
      input: [3, 2],
      says:
        '.layers[0]: cannot be dense: rows of [3, 2] come in, and it takes rows of numbers; put { kind: "flatten" } ' +
        "before it",
    },
  },
  conv2d: {
    layer: {
      ...{ kind: "conv2d", filters: 6, kernel: [2, 3], stride: [2, 1], padding: "same", groups: 2, activation: "tanh" },
      regularizer: { l1: 0.01, l2: 0.1 },
    },
    input: [3, 4, 4],
    refused: {
      input: [28, 28],
      says: ': cannot be conv2d: rows of [28, 28] come in, and it takes [height, width, channels]; write inputs: [28, 28, 1], or put { kind: "reshape", shape: [28, 28, 1] } before it',
    },
  },
  "max-pool2d": {
    layer: { kind: "max-pool2d", pool: [3, 2], stride: 2, padding: 1 },
    input: [4, 3, 2],
    refused: {
      input: [28, 28],
      says:
        ": cannot be max-pool2d: rows of [28, 28] come in, and it takes [height, width, channels]; write inputs: " +
        '[28, 28, 1], or put { kind: "reshape", shape: [28, 28, 1] } before it',
    },
  },
  "average-pool2d": {
    layer: { kind: "average-pool2d", pool: 4, stride: 2, padding: 1 },
    input: [3, 4, 2],
    refused: {
      input: [1, 5, 16],
      says: '.pool: cannot be 4: rows of [1, 5, 16] come in, which is smaller; give pool: [3, 4] or padding: "same"',
    },
  },
  "global-average-pool": {
    layer: { kind: "global-average-pool" },
    input: [2, 3, 3],
    refused: {
      input: [64],
      says:
        ": cannot be global-average-pool: rows of [64] come in, and it takes rows whose last dimension is " +
        "channels, such as [7, 7, 64]; leave it out",
    },
  },
  "global-max-pool": { layer: { kind: "global-max-pool" }, input: [3, 2, 3] },
  activation: { layer: { kind: "activation", activation: "silu" }, input: [3, 2] },
  prelu: { layer: { kind: "prelu", slopes: { kind: "constant", value: 0.25 } }, input: [2, 3] },
  "spatial-dropout": {
    layer: { kind: "spatial-dropout", rate: 0.3 },
    input: [2, 2, 3],
    refused: {
      input: [6],
      says:
        ": cannot be spatial-dropout: rows of [6] come in, and every number would be a channel of its own; " +
        'use { kind: "dropout" }',
    },
  },
  "gaussian-noise": { layer: { kind: "gaussian-noise", sd: 0.2 }, input: [3, 2] },
  "batch-norm": { layer: { kind: "batch-norm", momentum: 0.6, epsilon: 0.01 }, input: [3, 5] },
  "layer-norm": { layer: { kind: "layer-norm", epsilon: 0.01 }, input: [2, 7] },
  "group-norm": {
    layer: { kind: "group-norm", groups: 3, epsilon: 0.01 },
    input: [3, 6],
    refused: {
      input: [8, 8, 16],
      says: ".groups: cannot be 3: rows of [8, 8, 16] come in, whose 16 channels do not make that many groups; use 2 or 4",
    },
  },
  "rms-norm": { layer: { kind: "rms-norm", epsilon: 0.01 }, input: [2, 5] },
};

/** A model that has the sample at that place. The sample's name is `sample`; neighbours are dense, and smooth. */
export interface PlacedLayer {
  readonly kind: LayerSpec["kind"];
  readonly place: "first" | "middle" | "last";
  readonly model: ModelInput;
  readonly spec: LayerSpec;
  /** of the rows that come into it */
  readonly input: Shape;
}

const kinds = Object.keys(samples) as LayerSpec["kind"][];

export const everyLayer: readonly PlacedLayer[] = kinds.flatMap(placesOf);

/** Every kind that does not take all rows, with some that it refuses. */
export const everyRefusal: readonly (Refusal & { readonly kind: string; readonly spec: LayerSpec })[] = kinds.flatMap(
  (kind) => {
    const { layer, refused } = samples[kind];
    return refused === undefined
      ? []
      : [{ kind, spec: defineLayer<LayerSpec>("layers[0]", layer, "sample"), ...refused }];
  },
);

function placesOf(kind: LayerSpec["kind"]): PlacedLayer[] {
  const { layer, input } = samples[kind];
  const sample = { ...layer, name: "sample" } as LayerInput;
  const spec = defineLayer<LayerSpec>("sample", sample, "sample");
  const output = layerKinds[kind].outputShape(spec, input, "sample");
  const tanh: ActivationSpec = { kind: "tanh" };
  const before: LayerInput[] = [
    { kind: "dense", units: sizeOf({ shape: input }), activation: tanh },
    ...asRowsOf(input, input.length > 1),
  ];
  const after: LayerInput[] = [
    ...asRowsOf([sizeOf({ shape: output })], output.length > 1),
    { kind: "dense", units: 3 },
  ];
  const loss = "mean-squared-error";
  const found = { kind, spec, input };
  const canBeLast = layerKinds[kind].outputActivation(spec) !== null;
  return [
    { ...found, place: "first", model: { inputs: input, layers: [sample, ...after], loss } },
    { ...found, place: "middle", model: { inputs: 4, layers: [...before, sample, ...after], loss } },
    ...(canBeLast
      ? [{ ...found, place: "last" as const, model: { inputs: 4, layers: [...before, sample], loss } as ModelInput }]
      : []),
  ];
}

function asRowsOf(shape: Shape, isNeeded: boolean): LayerInput[] {
  return isNeeded ? [{ kind: "reshape", shape }] : [];
}

/**
 * One of each kind, in one network: before each sample a dense layer makes as many numbers as it takes. In front of a
 * last layer of one's own.
 */
export const oneOfEachLayer: readonly LayerInput[] = kinds.flatMap((kind) => {
  const { layer, input } = samples[kind];
  const units = sizeOf({ shape: input });
  return [
    { kind: "flatten" },
    { kind: "dense", units, activation: "tanh" },
    ...asRowsOf(input, input.length > 1),
    { ...layer, name: `sample-${kind}` } as LayerInput,
  ];
});
