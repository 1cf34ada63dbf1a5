/** What a model is: frozen JSON. `defineModel` (in `define-model.ts`) is the door that checks it. */
import type { LayerSpec } from "../layers/layers.ts";
import type { LossKind } from "../losses/losses.ts";

export type { LayerSpec, LossKind };

/** The function a dense layer applies to its outputs. */
export type ActivationSpec =
  | { readonly kind: "linear" | "relu" | "gelu" | "silu" | "softplus" | "sigmoid" | "tanh" }
  /** slope for negative inputs, default 0.01 (PyTorch's) */
  | { readonly kind: "leaky-relu"; readonly slope: number }
  /** alpha (exp(z) - 1) for negative inputs, default alpha 1 */
  | { readonly kind: "elu"; readonly alpha: number };

/** A complete model: every default filled in, frozen. */
export interface ModelSpec {
  /** features of a row, or the sizes of one that is no list */
  readonly inputs: number | readonly number[];
  readonly layers: readonly LayerSpec[];
  readonly loss: LossKind;
}
