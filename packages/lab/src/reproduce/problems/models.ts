/** The report's two networks, complete. The losses take logits, so the output layers are linear. */
import type { InitializerSpec, LayerSpec, ModelSpec } from "minibatch";

export type HiddenActivation = "relu" | "tanh" | "linear";

/** The report's `sqrt(2 / (inputs + outputs)) N(0, 1)`: Glorot & Bengio 2010, not truncated. */
export const REPORT_WEIGHTS: InitializerSpec = { kind: "glorot-normal", truncated: false };

export const PIXELS = 784;
export const DIGITS = 10;
export const SEQUENCE_BITS = 20;
export const SEQUENCE_UNITS = 20;

/** Problem 2: 784-200-100-10, softmax with cross-entropy. */
export function digitNetwork(activation: HiddenActivation, weights: InitializerSpec = REPORT_WEIGHTS): ModelSpec {
  return {
    inputs: PIXELS,
    layers: [
      dense("hidden1", 200, activation, weights),
      dense("hidden2", 100, activation, weights),
      dense("output", DIGITS, "linear", weights),
    ],
    loss: "softmax-cross-entropy",
  };
}

/** Problem 3: 20-20-1, ReLU, sigmoid with binary cross-entropy; Glorot uniform as Keras's Dense has it. */
export function sequenceNetwork(): ModelSpec {
  const weights: InitializerSpec = { kind: "glorot-uniform" };
  return {
    inputs: SEQUENCE_BITS,
    layers: [dense("hidden", SEQUENCE_UNITS, "relu", weights), dense("output", 1, "linear", weights)],
    loss: "sigmoid-binary-cross-entropy",
  };
}

function dense(name: string, units: number, activation: HiddenActivation, weights: InitializerSpec): LayerSpec {
  return {
    kind: "dense",
    name,
    units,
    activation: { kind: activation },
    weights,
    biases: { kind: "zeros" },
    regularizer: { l1: 0, l2: 0 },
  };
}
