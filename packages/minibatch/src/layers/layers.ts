/**
 * The kinds of layers. A new one is a file and a row: here where a page of dense networks should load it, else in
 * `more-layers.ts`, whose rows are added by `every-kind.ts`.
 */
import type { Prose } from "../spec/prose.ts";
import type { Words } from "../spec/words.ts";
import { type DenseSpec, dense } from "./dense.ts";
import { type DropoutSpec, dropout } from "./dropout.ts";
import { type FlattenSpec, flatten } from "./flatten.ts";
import type { LayerKind } from "./layer.ts";
import type { LayerHabits } from "./layer-habits.ts";
import { fieldWords, kindWords, layerTable, nesting, standIns } from "./layer-table.ts";
import type { MoreLayerSpec, moreLayers } from "./more-layers.ts";
import { type ReshapeSpec, reshape } from "./reshape.ts";
import type { ResidualSpec } from "./residual.ts";

/** One layer of the core, every default filled in. */
export type CoreLayerSpec = DenseSpec | DropoutSpec | FlattenSpec | ReshapeSpec;

/** One layer, every default filled in. */
export type LayerSpec = (CoreLayerSpec | Exclude<MoreLayerSpec, ResidualSpec> | ResidualSpec<LayerSpec>) & LayerHabits;

const LAYERS = { dense, dropout, flatten, reshape };

/** The kinds. The types here no longer say which spec belongs to which row. */
export const layerKinds: Readonly<Record<LayerSpec["kind"], LayerKind<LayerSpec>>> = Object.assign(
  layerTable,
  LAYERS,
) as never;

Object.assign(kindWords, { dense: /linear|^fc|full/ } satisfies Words);

Object.assign(fieldWords, {
  "leave it out, the model has inputs": /^inp/,
  rate: /^p$|drop|prob|units/,
  units: /dim|neuron|node|out|size/,
  // a switch of biases is another field: more-layers.ts
  biases: /bias./,
  weights: /^init|kerneli/,
} satisfies Words);

/** Adds kinds to the table; those of the same name are replaced by themselves. */
export function addLayers(more: typeof moreLayers): void {
  Object.assign(layerTable, more.kinds);
  Object.assign(standIns, more.standIns);
  nesting.define = more.define;
  Object.assign(kindWords, more.kindWords);
  Object.assign(fieldWords, more.fieldWords);
}

export const layerProse: Prose<CoreLayerSpec["kind"]> = {
  kinds: {
    dense: "Fully connected: activation(x w + b).",
    dropout: "Sets a share of its inputs to 0 while training (N. Srivastava et al. 2014).",
    flatten: "Rows of any shape as lists of numbers.",
    reshape: "Rows of any shape as rows of another, of as many numbers.",
  },
  fields: {
    name: "What its weights are called by.",
    units: "Number of outputs.",
    activation: "What is applied to the outputs; the last layer's must be linear where the loss contains its own.",
    weights: "How weights begin.",
    biases: "How biases begin.",
    regularizer: "A penalty on the weights.",
    l1: "l1 times the sum of |w| is added to the loss.",
    l2: "l2 times the sum of w^2 is added to the loss.",
    rate: "The share.",
    shape: "Sizes of the rows that come out.",
  },
};
