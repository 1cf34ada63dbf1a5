/** The optimizers of the report, in the flavour of its time: Keras 2.2.4. */
import type { OptimizerSpec, ScheduleSpec } from "minibatch";

export type OptimizerName = "SGD" | "RMSprop" | "Adam";

/** Keras 2.2.4's default rates (keras/optimizers.py). */
export const DEFAULT_RATES: Readonly<Record<OptimizerName, number>> = { SGD: 0.01, RMSprop: 0.001, Adam: 0.001 };

export const OPTIMIZER_NAMES: readonly OptimizerName[] = ["SGD", "RMSprop", "Adam"];

const CONSTANT: ScheduleSpec = { kind: "constant" };

/** Keras 2.2.4's settings at a rate, every other option at its default. */
export function kerasOptimizer(name: OptimizerName, learningRate: number): OptimizerSpec {
  const common = commonOptions(learningRate, CONSTANT);
  switch (name) {
    case "SGD":
      return { kind: "sgd", ...common, momentum: 0, nesterov: false, dampening: 0 };
    case "RMSprop":
      return { kind: "rmsprop", ...common, rho: 0.9, epsilon: 1e-7, momentum: 0, centered: false };
    case "Adam":
      return { kind: "adam", ...common, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false };
    default:
      return name satisfies never;
  }
}

/** Figure 2's: SGD(0.005, momentum 0.9, Nesterov, decay 0). */
export const FIGURE2_OPTIMIZER: OptimizerSpec = {
  kind: "sgd",
  ...commonOptions(0.005, CONSTANT),
  momentum: 0.9,
  nesterov: true,
  dampening: 0,
};

/** Problem 2's plain SGD; `halvings` are the epochs after which the rate is halved, none for a constant rate. */
export function plainSgd(learningRate: number, halvings: readonly number[]): OptimizerSpec {
  const schedule: ScheduleSpec =
    halvings.length === 0 ? CONSTANT : { kind: "step", unit: "epoch", at: halvings, factor: 0.5 };
  return { kind: "sgd", ...commonOptions(learningRate, schedule), momentum: 0, nesterov: false, dampening: 0 };
}

function commonOptions(learningRate: number, schedule: ScheduleSpec) {
  return {
    flavour: "keras2",
    learningRate,
    schedule,
    decay: 0,
    weightDecay: 0,
    clipValue: null,
    clipNorm: null,
    globalClipNorm: null,
  } as const;
}
