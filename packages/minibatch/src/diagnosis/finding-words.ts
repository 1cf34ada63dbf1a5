/** What each kind of finding means: for documentation, not for what trains. */
import type { FindingKind } from "./finding.ts";

export const findingWords: Readonly<Record<FindingKind, string>> = {
  "unscaled-inputs": "inputs ten times too large or a hundred times too small, far from 0, or of different scales",
  "unscaled-targets": "targets far from the size of a new network's outputs, and not reached",
  "splits-differ": "inputs or classes of the validation split are unlike those of the training split",
  "unshuffled-rows": "rows come class by class and are not shuffled",
  "equal-units": "units begin with equal weights and gradients: they stay one unit",
  "missing-activation": "a linear layer before another that is no bottleneck adds nothing",
  "clipped-output": "the last activation cannot reach all targets",
  "vanishing-variance": "what a normalization divides by is next to nothing, or a channel is always the same",
  "lagging-statistics":
    "moving means of a batch normalization are still on their way: evaluation is not what was trained",
  "saturated-units": "half of a layer's outputs are at the activation's limits",
  "exploding-gradients": "sums grow from layer to layer: the first loss is ten times the usual one",
  "vanishing-gradients": "what tells rows apart shrinks to a hundredth, or a gradient to a thousandth",
  "dead-units": "half of a layer's units are above 0 on no row",
  "rate-too-high": "training diverged, rose above the first loss, swings, or steps change a tenth of a layer",
  "too-much-decay": "a penalty or a decay outweighs what is learnt",
  "too-much-dropout": "more than half is dropped, and much is still to be learnt",
  "rate-too-low": "all steps together move hardly anything, by the rate, its schedule or clipping",
  "too-few-epochs": "the loss was falling fast when training ended",
  "too-few-units": "a layer too narrow for the answers",
  "labels-without-information": "training rows are learnt by heart, and nothing of it holds elsewhere",
  "class-imbalance": "a seldom class is hardly ever told",
  overfitting: "the validation loss was far lower once, and the training loss still falls",
};
