/** What a model is: frozen JSON. `defineModel` (in `define-model.ts`) is the door that checks it. */
import type { ActivationSpec } from "../activations/activations.ts";
import type { InitializerSpec } from "../initializers/spec.ts";
import type { LossKind } from "../losses/losses.ts";

export type { ActivationSpec, InitializerSpec, LossKind };

/** What a layer's weights, not its biases, add to the loss. */
export interface RegularizerSpec {
  /** l1 * sum |w| is added to the loss */
  readonly l1: number;
  /** l2 * sum w^2 is added to the loss (Keras's convention, no half) */
  readonly l2: number;
}

/** A fully connected layer: activation(x w + b), w [inputs, units], b [units]. */
export interface DenseSpec {
  readonly kind: "dense";
  readonly name: string;
  readonly units: number;
  readonly activation: ActivationSpec;
  readonly weights: InitializerSpec;
  readonly biases: InitializerSpec;
  readonly regularizer: RegularizerSpec;
}

/** Inverted dropout (Srivastava et al., 2014): evaluation leaves the inputs as they are. */
export interface DropoutSpec {
  readonly kind: "dropout";
  readonly name: string;
  /** share of the inputs set to 0 while training; the rest are divided by (1 - rate) */
  readonly rate: number;
}

/** One layer, every default filled in. */
export type LayerSpec = DenseSpec | DropoutSpec;

/** A complete model: every default filled in, frozen. */
export interface ModelSpec {
  readonly inputs: number;
  readonly layers: readonly LayerSpec[];
  readonly loss: LossKind;
}
