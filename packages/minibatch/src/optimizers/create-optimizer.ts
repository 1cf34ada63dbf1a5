import type { Kernels } from "../kernels/kernels.ts";
import type { UpdatePass } from "../kernels/step-plan.ts";
import type { FloatArray } from "../math/float-array.ts";
import { addWeightDecay } from "./add-weight-decay.ts";
import { clipByGlobalNorm, clipByVariableNorm, type Variable } from "./clip-by-norm.ts";
import { clipByValue } from "./clip-by-value.ts";
import { decayWeights } from "./decay-weights.ts";
import { openRule } from "./open-rule.ts";
import type { VariablePass } from "./rule.ts";
import { scaledStep } from "./scaled-step.ts";
import type { OptimizerSpec } from "./spec.ts";
import { chain, type Stage } from "./transform.ts";

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
  /** what `update` does, declared, for kernels that run whole steps */
  readonly passes: readonly UpdatePass[];
  /** Fills `out` with what the rule needs at this step, then its rate with `decay` in it, and moves `scalars` on; returns the rate with `decay` in it. */
  prepare(step: number, rate: number, out: Float64Array): number;
}

const TORCH_NORM_SLACK = 1e-6; // torch.nn.utils.clip_grad_norm_

const PASSES = { "scaled-step": scaledStep } as const satisfies Record<VariablePass, unknown>;

/** How many floats of the arena the optimizer's state takes for `size` parameters. */
export function optimizerFloats(spec: OptimizerSpec, size: number): number {
  return openRule(spec).slots.length * size;
}

/** An optimizer for `size` parameters, of which `variables` are the parts that keras3 clips one by one. */
export function createOptimizer(
  spec: OptimizerSpec,
  variables: readonly Variable[],
  kernels: Kernels,
  size: number,
): Optimizer {
  const rule = openRule(spec);
  const { formula } = rule;
  const slots = rule.slots.map(({ initial }) => kernels.floats(size).fill(initial));
  const scalars = Float64Array.from(rule.scalars);
  const coefficients = new Float64Array(formula.coefficients);
  const prepare = (step: number, rate: number, out: Float64Array): void => rule.coefficients(step, rate, scalars, out);
  const applyRule: Stage = {
    apply(p, g, step, rate) {
      prepare(step, rate, coefficients);
      kernels.update(formula, p, g, slots, coefficients, size);
    },
    passes: [{ kind: "rule", formula, slots }],
  };
  const stages = [
    ...clipping(spec, variables, kernels, size),
    ...(rule.decaysWeights ? [] : weightDecay(spec, kernels)),
    applyRule,
    ...rule.passes.map((pass) => PASSES[pass](kernels, variables)),
  ];
  const update = chain(stages);
  const decayed = (step: number, rate: number): number => rate / (1 + spec.decay * (step - 1));
  return {
    slotNames: rule.slots.map(({ name }) => name),
    slots,
    scalars,
    update: (p, g, step, rate) => update(p, g, step, decayed(step, rate)),
    passes: stages.flatMap(({ passes }) => passes),
    prepare(step, rate, out) {
      const ours = decayed(step, rate);
      const count = formula.coefficients;
      if (out.length <= count) throw new RangeError(`Cannot stage ${count} coefficients and a rate: ${out.length} fit`);
      prepare(step, ours, out);
      out[count] = ours;
      return ours;
    },
  };
}

/**
 * By norm before by value: the order of Keras 2, the one flavour that allows both. Always before weight decay: Keras 3's
 * optimizers do so, and in PyTorch `clip_grad_norm_` runs before `step`, which is where the decay is added.
 */
function clipping(spec: OptimizerSpec, variables: readonly Variable[], kernels: Kernels, size: number): Stage[] {
  const { flavour, clipNorm, globalClipNorm, clipValue } = spec;
  const stages: Stage[] = [];
  if (clipNorm !== null && flavour === "keras2") stages.push(clipByGlobalNorm(kernels, clipNorm, 0, size));
  if (clipNorm !== null && flavour !== "keras2") stages.push(clipByVariableNorm(kernels, clipNorm, variables));
  const slack = flavour === "torch" ? TORCH_NORM_SLACK : 0;
  if (globalClipNorm !== null) stages.push(clipByGlobalNorm(kernels, globalClipNorm, slack, size));
  if (clipValue !== null) stages.push(clipByValue(kernels, clipValue));
  return stages;
}

/** keras3 decays the weights themselves, PyTorch the gradient, but for AdamW. */
function weightDecay(spec: OptimizerSpec, kernels: Kernels): Stage[] {
  if (spec.weightDecay === 0) return [];
  const decoupled = spec.flavour === "keras3" || spec.kind === "adamw";
  return [decoupled ? decayWeights(kernels, spec.weightDecay) : addWeightDecay(kernels, spec.weightDecay)];
}
