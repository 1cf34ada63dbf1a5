/**
 * A sample of every loss, and of every option: the table that shared tests run over. A kind without one does not
 * compile.
 */

import type { LossKind } from "../src/losses/losses.ts";
import type { LossInput } from "../src/model/define-model.ts";

const samples: { readonly [K in LossKind]: readonly LossInput[] } = {
  "softmax-cross-entropy": ["softmax-cross-entropy", { kind: "softmax-cross-entropy", labelSmoothing: 0.1 }],
  "sigmoid-binary-cross-entropy": [
    "sigmoid-binary-cross-entropy",
    { kind: "sigmoid-binary-cross-entropy", labelSmoothing: 0.2, positiveWeight: [0.5, 1, 4] },
  ],
  "mean-squared-error": ["mean-squared-error"],
  "mean-absolute-error": ["mean-absolute-error"],
  huber: ["huber", { kind: "huber", delta: 0.4 }],
  quantile: ["quantile", { kind: "quantile", tau: 0.9 }],
  poisson: ["poisson"],
  "kullback-leibler": ["kullback-leibler"],
  hinge: ["hinge"],
  "multi-margin": ["multi-margin", { kind: "multi-margin", margin: 2 }],
  "sigmoid-focal": ["sigmoid-focal", { kind: "sigmoid-focal", gamma: 0.5, alpha: null }],
  "softmax-focal": ["softmax-focal", { kind: "softmax-focal", gamma: 3, alpha: [0.2, 0.5, 1] }],
};

/** Each for three outputs. */
export const everyLoss: readonly (readonly [name: string, loss: LossInput])[] = Object.values(samples)
  .flat()
  .map((loss) => [JSON.stringify(loss), loss]);
