/** The error of a run that met a NaN or an infinity, and the search for where. */
import type { Slices } from "../data/slices.ts";
import type { Finding as Diagnosed } from "../diagnosis/finding.ts";
import type { FloatArray, Precision } from "../math/float-array.ts";
import type { ModelPlan } from "../model/plan-model.ts";
import type { OptimizerPlan } from "../optimizers/plan-optimizer.ts";
import { sizeOf, type Tensor } from "../plan/tensor.ts";

/** Training met a number that is not finite. Its message is the diagnosis. */
export class DivergedError extends Error {
  override readonly name: string = "DivergedError";
  readonly layer: string;
  /** e.g. "weights", "output", "gradient of the weights" */
  readonly tensor: string;
  readonly step: number;
  readonly learningRate: number;
  /** what the doctor finds in the fit that ended so; empty unless `doctor` */
  findings: readonly Diagnosed[] = [];

  constructor(finding: Finding, step: number, learningRate: number) {
    super(
      `Training stopped at step ${step}: the ${finding.tensor} of ${finding.layer} is ${finding.value} at index ` +
        `${finding.index}` +
        ` (learning rate ${learningRate < 1e15 ? learningRate : learningRate.toExponential()}); ${finding.cause}`,
    );
    this.layer = finding.layer;
    this.tensor = finding.tensor;
    this.step = step;
    this.learningRate = learningRate;
  }
}

/** Which number is not finite, and why that may be. */
export interface Finding {
  readonly layer: string;
  readonly tensor: string;
  readonly value: number;
  readonly index: number;
  readonly cause: string;
}

const TOO_FAST =
  "most likely the last updates were too large: lower the learning rate, or clip the gradient (globalClipNorm)";
const SQUARED =
  "most likely the gradient was too large to be squared: clip it (globalClipNorm) or lower the learning rate";
const BACKWARD =
  "most likely the gradient grew too large on its way back: clip it (globalClipNorm) or lower the learning rate";

/** The parts of a network that are searched. */
export interface Searched {
  readonly plan: ModelPlan;
  readonly optimizer: OptimizerPlan;
  readonly executor: { readonly precision: Precision };
  read(tensor: Tensor, from?: number, count?: number): Slices<FloatArray>;
}

/** Why a sum over outputs, or an output itself, is too large for the numbers it is kept in. */
export function overflowOf({ executor }: Pick<Searched, "executor">): string {
  return (
    `most likely the activations grew past what ${executor.precision} holds: lower the learning rate, or use ` +
    "smaller initial weights"
  );
}

/** The first weight or bias that is not finite; null when all are. */
export function* findInWeights(network: Searched): Slices<Finding | null> {
  for (const { place, tensor } of network.plan.modelTensors) {
    const found = look(place.layer, place.role, yield* network.read(tensor), TOO_FAST);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The first non-finite number in the order in which a step computes: weights (which the update before
 * made), outputs layer by layer, gradients from the last layer back. Call it while the tensors still
 * hold the B rows of the step. Null when everything is finite.
 */
export function* findNonFinite(network: Searched, B: number): Slices<Finding | null> {
  const inWeights = yield* findInWeights(network);
  if (inWeights !== null) return inWeights;
  const { examined, modelTensors } = network.plan;
  for (const { layer, output } of examined) {
    const found = look(layer, "output", yield* network.read(output, 0, B * sizeOf(output)), overflowOf(network));
    if (found !== null) return found;
  }
  // a layer's own tensors in their order, from the last layer back
  const fromLast = modelTensors.toSorted((a, b) => b.layer - a.layer);
  for (const { place, of, gradient } of fromLast) {
    if (gradient === null) continue;
    const found = look(place.layer, of.gradientName, yield* network.read(gradient), BACKWARD);
    if (found !== null) return found;
  }
  return null;
}

/** The first non-finite number of an optimizer's state; null when all are finite. */
export function* findInSlots(network: Searched): Slices<Finding | null> {
  for (const { tensor, name } of network.optimizer.slots) {
    const values = yield* network.read(tensor);
    for (const { layer, role, offset, length } of network.plan.layout.tensors) {
      const part = values.subarray(offset, offset + length);
      const found = look(layer, `optimizer's ${name} for the ${role}`, part, SQUARED);
      if (found !== null) return found;
    }
  }
  return null;
}

function look(layer: string, tensor: string, values: FloatArray, cause: string): Finding | null {
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) return { layer, tensor, value: values[index], index, cause };
  }
  return null;
}
