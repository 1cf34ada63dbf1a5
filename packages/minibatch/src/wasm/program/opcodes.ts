/** The codes of `wasm/program.ts` and the numbers it knows things by; the operands are told there, op by op. */
import type { ActivationKind } from "../../activations/activation.ts";

export const op = {
  end: 0,
  barrier: 1,
  stopUnlessFinite: 2,
  sparseForward: 3,
  denseForward: 4,
  activate: 5,
  activateBackward: 6,
  backwardInput: 7,
  denseGradient: 8,
  columnSums: 9,
  indexColumns: 10,
  sparseGradient: 11,
  softmax: 12,
  elementLoss: 13,
  update: 14,
  multiply: 15,
  penalty: 16,
  clipNorm: 17,
  clipValue: 18,
  addScaled: 19,
  checkFinite: 20,
  joinEntries: 21,
  addBiases: 22,
  compressRows: 23,
  sumOfSquares: 24,
  copy: 25,
} as const;

/** What becomes of finished sums: `wasm/finish.ts`. */
export const finish = { keep: 0, relu: 1, descend: 2, mask: 3 } as const;

/** By `wasm/activations.ts`. */
export const activationNumber: Readonly<Record<Exclude<ActivationKind, "linear">, number>> = {
  relu: 0,
  "leaky-relu": 1,
  elu: 2,
  gelu: 3,
  silu: 4,
  softplus: 5,
  sigmoid: 6,
  tanh: 7,
};

/** By `wasm/updates.ts`: the place of each formula's name. */
export const formulaNames: readonly string[] = [
  "sgd",
  "sgd_momentum",
  "sgd_nesterov",
  "sgd_momentum_torch",
  "sgd_nesterov_torch",
  "rmsprop",
  "rmsprop_momentum",
  "rmsprop_centered",
  "rmsprop_centered_momentum",
  "adagrad",
  "adadelta",
  "adam",
  "adam_amsgrad",
  "adamax",
  "nadam",
  "lion",
];
