import type { FloatArray, Kernels } from "../kernels/kernels.ts";
import { addWeightDecay } from "./add-weight-decay.ts";
import { clipByGlobalNorm, clipByVariableNorm, type Variable } from "./clip-by-norm.ts";
import { clipByValue } from "./clip-by-value.ts";
import { decayWeights } from "./decay-weights.ts";
import { MAX_COEFFICIENTS } from "./rule.ts";
import { RULES } from "./rules.ts";
import type { OptimizerSpec } from "./spec.ts";
import { chain, type Transform } from "./transform.ts";

/** An optimizer with its state. `slots` and `scalars` are all a checkpoint needs beside the step's number. */
export interface Optimizer {
  /** the names of `slots`, in order */
  readonly slotNames: readonly string[];
  /** [slots][size] of the kernels' arena */
  readonly slots: readonly FloatArray[];
  readonly scalars: Float64Array;
  /**
   * One update of p_N; g_N is overwritten where clipping or weight decay change it. `step` counts
   * from 1; `rate` has the schedule's factor in it. Pass the same two arrays every time: nothing is
   * allocated then.
   */
  update(p: FloatArray, g: FloatArray, step: number, rate: number): void;
}

const TORCH_NORM_SLACK = 1e-6; // torch.nn.utils.clip_grad_norm_

/** How many floats of the arena the optimizer's state takes for `size` parameters. */
export function optimizerFloats(spec: OptimizerSpec, size: number): number {
  return RULES[spec.kind].slots(spec).length * size;
}

/** An optimizer for `size` parameters, of which `variables` are the parts that keras3 clips one by one. */
export function createOptimizer(
  spec: OptimizerSpec,
  variables: readonly Variable[],
  kernels: Kernels,
  size: number,
): Optimizer {
  const rule = RULES[spec.kind];
  const slots = rule.slots(spec).map(({ initial }) => kernels.floats(size).fill(initial));
  const scalars = new Float64Array(rule.scalars ?? []);
  const coefficients = new Float64Array(MAX_COEFFICIENTS);
  const formula = rule.formula(spec);
  const applyRule: Transform = (p, g, step, rate) => {
    rule.coefficients(spec, step, rate, scalars, coefficients);
    kernels.update(formula, p, g, slots, coefficients, size);
  };
  const update = chain([...clipping(spec, variables, kernels), ...weightDecay(spec, kernels), applyRule]);
  return {
    slotNames: rule.slots(spec).map(({ name }) => name),
    slots,
    scalars,
    update: (p, g, step, rate) => update(p, g, step, rate / (1 + spec.decay * (step - 1))),
  };
}

/**
 * By norm before by value: the order of Keras 2, the one flavour that allows both. Always before weight decay: Keras 3's
 * optimizers do so, and in PyTorch `clip_grad_norm_` runs before `step`, which is where the decay is added.
 */
function clipping(spec: OptimizerSpec, variables: readonly Variable[], kernels: Kernels): Transform[] {
  const { flavour, clipNorm, globalClipNorm, clipValue } = spec;
  const transforms: Transform[] = [];
  if (clipNorm !== null && flavour === "keras2") transforms.push(clipByGlobalNorm(kernels, clipNorm, 0));
  if (clipNorm !== null && flavour !== "keras2") transforms.push(clipByVariableNorm(kernels, clipNorm, variables));
  const slack = flavour === "torch" ? TORCH_NORM_SLACK : 0;
  if (globalClipNorm !== null) transforms.push(clipByGlobalNorm(kernels, globalClipNorm, slack));
  if (clipValue !== null) transforms.push(clipByValue(kernels, clipValue));
  return transforms;
}

/** keras3 decays the weights themselves, PyTorch the gradient, but for AdamW. */
function weightDecay(spec: OptimizerSpec, kernels: Kernels): Transform[] {
  if (spec.weightDecay === 0) return [];
  const decoupled = spec.flavour === "keras3" || spec.kind === "adamw";
  return [decoupled ? decayWeights(kernels, spec.weightDecay) : addWeightDecay(kernels, spec.weightDecay)];
}
