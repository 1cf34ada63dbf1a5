import { type AdamSpec, adamOptions, adamRule } from "./adam.ts";
import type { OptimizerRule } from "./rule.ts";

/** Loshchilov & Hutter, 2019: Adam whose weight decay is decoupled; the decay itself is `decayWeights`. */
export const adamw: OptimizerRule<AdamSpec<"adamw">> = adamRule<"adamw">({
  keras3: { learningRate: 0.001, weightDecay: 0.004, options: adamOptions(1e-7) },
  torch: { learningRate: 0.001, weightDecay: 0.01, options: adamOptions(1e-8) },
});
