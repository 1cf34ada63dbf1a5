import type { Kernels } from "../kernels/kernels.ts";
import type { Stage } from "./transform.ts";

/**
 * p -= rate weightDecay p, apart from the gradient: Loshchilov & Hutter, "Decoupled weight decay",
 * 2019, algorithm 2, with the learning rate as factor, as Keras 3 and PyTorch's AdamW have it. Added
 * rather than scaled by 1 - rate weightDecay, of which float32 would keep few figures.
 */
export function decayWeights(kernels: Kernels, weightDecay: number): Stage {
  const factor = (rate: number): number => -rate * weightDecay;
  return {
    apply: (p, _g, _step, rate) => kernels.addScaled(p, p, factor(rate), p.length),
    passes: [{ kind: "add-parameters", to: "parameters", factor }],
  };
}
