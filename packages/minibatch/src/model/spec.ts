/** What a model is: frozen JSON. `defineModel` (in `define-model.ts`) is the door that checks it. */
import type { LayerSpec } from "../layers/layers.ts";
import type { Loss, LossKind } from "../losses/losses.ts";

export type { LayerSpec, Loss, LossKind };

/** A complete model: every default filled in, frozen. */
export interface ModelSpec {
  /** features of a row, or the sizes of one that is no list */
  readonly inputs: number | readonly number[];
  readonly layers: readonly LayerSpec[];
  /** its kind, or an object with all of its options where one is not the default */
  readonly loss: Loss;
}
