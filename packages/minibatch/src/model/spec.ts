/** What a model is: frozen JSON. `defineModel` (in `define-model.ts`) is the door that checks it. */

export type ActivationSpec =
  | { readonly kind: "linear" | "relu" | "gelu" | "silu" | "softplus" | "sigmoid" | "tanh" }
  /** slope for negative inputs, default 0.01 (PyTorch's) */
  | { readonly kind: "leaky-relu"; readonly slope: number }
  /** alpha (exp(z) - 1) for negative inputs, default alpha 1 */
  | { readonly kind: "elu"; readonly alpha: number };

/** DESIGN: (s, n) is Glorot (1, (in+out)/2), He (2, in), LeCun (1, in). */
export type InitializerSpec =
  | { readonly kind: "zeros" | "ones" }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number }
  | { readonly kind: "truncated-normal"; readonly mean: number; readonly sd: number }
  | { readonly kind: "glorot-uniform" | "he-uniform" | "lecun-uniform" }
  /** `truncated: true` is Keras's (cut at 2 sd, rescaled); false draws plain normals, as the report does */
  | { readonly kind: "glorot-normal" | "he-normal" | "lecun-normal"; readonly truncated: boolean }
  | { readonly kind: "orthogonal"; readonly gain: number }
  /** uniform +-1/sqrt(inputs), for weights and biases alike */
  | { readonly kind: "torch-linear" };

export interface RegularizerSpec {
  /** l1 * sum |w| is added to the loss */
  readonly l1: number;
  /** l2 * sum w^2 is added to the loss (Keras's convention, no half) */
  readonly l2: number;
}

export interface DenseSpec {
  readonly kind: "dense";
  readonly name: string;
  readonly units: number;
  readonly activation: ActivationSpec;
  readonly weights: InitializerSpec;
  readonly biases: InitializerSpec;
  readonly regularizer: RegularizerSpec;
}

export interface DropoutSpec {
  readonly kind: "dropout";
  readonly name: string;
  /** share of the inputs set to 0 while training; the rest are divided by (1 - rate) */
  readonly rate: number;
}

export type LayerSpec = DenseSpec | DropoutSpec;

export type LossKind = "softmax-cross-entropy" | "sigmoid-binary-cross-entropy" | "mean-squared-error";

/** A complete model: every default filled in, frozen. */
export interface ModelSpec {
  readonly inputs: number;
  readonly layers: readonly LayerSpec[];
  readonly loss: LossKind;
}
