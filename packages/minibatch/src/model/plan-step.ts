/** A network's step, declared for kernels that run whole steps: the same operations as its own passes call one by one. */
import {
  lossParts,
  type PlannedInput,
  type PlannedLayer,
  type PlannedLoss,
  type StepPlan,
} from "../kernels/step-plan.ts";
import type { Optimizer } from "../optimizers/create-optimizer.ts";
import { DropoutStage } from "./dropout-stage.ts";
import type { Network, Stage } from "./network.ts";
import type { Staging } from "./staging.ts";

/** What decides the form of a step, beside the network. */
export interface StepForm {
  readonly B: number;
  readonly input: PlannedInput;
  readonly hasLabels: boolean;
  /** null: forward and loss alone, targets in the network's own buffers */
  readonly optimizer: Optimizer | null;
}

export function planStep(network: Network, staging: Staging, { B, input, hasLabels, optimizer }: StepForm): StepPlan {
  const { outputs, prediction } = network.loss;
  const kind = lossKind(network, hasLabels);
  const { labels, targets } = optimizer === null ? network.loss : staging;
  const { coefficients, coefficientStride, factors, factorStride, rates, penalties, penaltyStride } = staging;
  return {
    B,
    input,
    layers: network.stages.map(planLayer),
    loss: {
      kind,
      targets: hasLabels ? { buffer: labels, stride: B } : { buffer: targets, stride: B * outputs },
      prediction,
      losses: { buffer: staging.losses, stride: 2 * lossParts(kind, B, outputs) },
    },
    update: optimizer && {
      passes: optimizer.passes,
      parameters: network.parameters,
      gradients: network.gradients,
      coefficients: { buffer: coefficients, stride: 2 * coefficientStride },
      factors: { buffer: factors, stride: factorStride },
      rates: { buffer: rates, stride: 1 },
      penalties: { buffer: penalties, stride: penaltyStride },
    },
  };
}

export function lossKind({ model }: Network, hasLabels: boolean): PlannedLoss["kind"] {
  if (model.loss === "sigmoid-binary-cross-entropy") return "sigmoid";
  if (model.loss === "mean-squared-error") return "squared";
  return hasLabels ? "softmax-labels" : "softmax-soft";
}

function planLayer(stage: Stage): PlannedLayer {
  const { y, dy } = stage;
  if (stage instanceof DropoutStage) return { kind: "dropout", width: stage.width, mask: stage.mask, y, dy };
  const { inputs, units, parameters, z, slope, spec } = stage;
  const { l1, l2 } = spec.regularizer;
  return {
    kind: "dense",
    inputs,
    units,
    activation: spec.activation.kind,
    parameter: slope,
    ...parameters,
    z,
    y,
    dy,
    l1,
    l2,
  };
}
