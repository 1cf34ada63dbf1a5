/** The moving average of a model's tensors: what keeps it, and the plan that evaluates and predicts with it. */
import { pow } from "../math/pow.ts";
import type { ModelPlan } from "../model/plan-model.ts";
import type { EmaSpec } from "../optimizers/optimizer-habits.ts";
import type { StateTensor, StepValues } from "../optimizers/plan-optimizer.ts";
import type { Operation } from "../plan/operation.ts";
import { MOST_STEPS, type Tensor } from "../plan/tensor.ts";
import { withOperands } from "./operands.ts";

export interface AveragePlan {
  readonly slots: readonly StateTensor[];
  /** beside the slots */
  readonly tensors: readonly Tensor[];
  /** after an update */
  readonly operations: readonly Operation[];
  stepValues(step: number, steps: number): StepValues;
  /** what stands in a tensor's place; itself where it is none of the model's */
  averageOf(tensor: Tensor): Tensor;
}

/**
 * average = d average + (1 - d) weights after every update (B. Polyak and A. Juditsky 1992 for the mean; exponential as
 * Keras 3's `use_ema` and PyTorch's `AveragedModel`). Tensors that are kept but not trained, as batch normalization's
 * moving statistics are, are averaged alike: the last weights' do not fit the averaged ones.
 */
export function planAverage(ema: EmaSpec, { parameters, modelTensors }: ModelPlan): AveragePlan {
  const kept = modelTensors.flatMap(({ tensor, gradient }) => (gradient === null ? [tensor] : []));
  const averages = new Map<string, Tensor>();
  const slots = [parameters, ...kept].map((tensor): StateTensor => {
    const average: Tensor = { ...tensor, name: `average of ${tensor.name}`, role: "state" };
    averages.set(tensor.name, average);
    return { tensor: average, name: tensor === parameters ? "average" : `average.${tensor.name}`, initial: 0 };
  });
  const share: Tensor = {
    name: "share of the weights",
    role: "coefficient",
    type: "double",
    shape: [],
    extent: "step",
  };
  const values = new Float64Array(MOST_STEPS);
  const averageOf = (tensor: Tensor): Tensor => {
    const whole = averages.get(tensor.within?.whole.name ?? "");
    if (whole === undefined) return averages.get(tensor.name) ?? tensor;
    const { offset } = tensor.within as { readonly offset: number };
    return { ...tensor, name: `average of ${tensor.name}`, role: "state", within: { whole, offset } };
  };
  return {
    slots,
    tensors: [share],
    operations: [parameters, ...kept].map((x) => ({ kind: "blend", x, to: averageOf(x), share })),
    stepValues(step, steps) {
      for (let i = 0; i < steps; i++) values[i] = 1 - decayAt(ema, step + i + 1);
      return { tensor: share, values: values.subarray(0, steps) };
    },
    averageOf,
  };
}

/** The decay of update t = 1, 2, ...: of the first it is 0, so that the average begins as the weights are then. */
export function decayAt({ decay, correction }: EmaSpec, t: number): number {
  if (t === 1) return 0;
  if (correction === "warmup") return Math.min(decay, t / (9 + t));
  // the mean from 0, divided by 1 - decay^t, is the mean that keeps this share
  if (correction === "bias") return (decay * (1 - pow(decay, t - 1))) / (1 - pow(decay, t));
  return decay;
}

/** The plan whose evaluation reads the averages. */
export function evaluateBy({ averageOf }: AveragePlan, plan: ModelPlan): ModelPlan {
  return {
    ...plan,
    evaluation: (hasLabels, isWeighted) =>
      plan.evaluation(hasLabels, isWeighted).map((operation) => withOperands(operation, averageOf)),
  };
}
