/** Every kind of layer: a new one is a file and a row here, in the type and in the table. */
import type { Words } from "../spec/words.ts";
import { type DenseSpec, dense } from "./dense.ts";
import { type DropoutSpec, dropout } from "./dropout.ts";
import { type FlattenSpec, flatten } from "./flatten.ts";
import type { LayerKind } from "./layer.ts";

/** One layer, every default filled in. */
export type LayerSpec = DenseSpec | DropoutSpec | FlattenSpec;

const LAYERS = { dense, dropout, flatten };

/** The kinds. Which spec goes with which row is known by kind only, so the types here no longer tell. */
export const layerKinds: Readonly<Record<LayerSpec["kind"], LayerKind<LayerSpec>>> = LAYERS as never;

/** What other programs call them. */
export const kindWords: Words = {
  dense: /linear|^fc|full/,
  "give it as a dense layer's activation": /activ|elu|soft|tanh/,
};

/** What other programs call their fields. */
export const fieldWords: Words = {
  "leave it out, the model has inputs": /^inp/,
  rate: /^p$|drop|prob|units/,
  units: /dim|neuron|node|out|size/,
  biases: /bias/,
  weights: /^init|kerneli/,
};
