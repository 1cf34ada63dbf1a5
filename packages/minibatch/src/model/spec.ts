/** What a model is: frozen JSON. `defineModel` (in `define-model.ts`) is the door that checks it. */
import type { LayerSpec } from "../layers/layers.ts";
import type { LossKind } from "../losses/losses.ts";

export type { LayerSpec, LossKind };

/** A complete model: every default filled in, frozen. */
export interface ModelSpec {
  /** features of a row, or the sizes of one that is no list */
  readonly inputs: number | readonly number[];
  readonly layers: readonly LayerSpec[];
  readonly loss: LossKind;
}
