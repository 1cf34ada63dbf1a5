/** The error of a run that met a NaN or an infinity, and how it finds out where. */
import type { FloatArray } from "../kernels/kernels.ts";
import { DenseStage } from "../model/dense-stage.ts";
import type { Network } from "../model/network.ts";
import type { Optimizer } from "../optimizers/create-optimizer.ts";

/** Training met a number that is not finite. Its message is the diagnosis. */
export class DivergedError extends Error {
  override readonly name: string = "DivergedError";
  readonly layer: string;
  /** e.g. "weights", "output", "gradient of the weights" */
  readonly tensor: string;
  readonly step: number;
  readonly learningRate: number;

  constructor(finding: Finding, step: number, learningRate: number) {
    super(
      `Training stopped at step ${step}: the ${finding.tensor} of ${finding.layer} is ${finding.value} at index ${finding.index}` +
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

/** Why a sum over outputs, or an output itself, is too large for the numbers it is kept in. */
export function overflowOf(network: Network): string {
  const precision = network.parameters instanceof Float64Array ? "float64" : "float32";
  return `most likely the activations grew past what ${precision} holds: lower the learning rate, or use smaller initial weights`;
}

/** The first weight or bias that is not finite; null when all are. */
export function findInWeights(network: Network): Finding | null {
  for (const { spec, parameters } of denseStages(network)) {
    const { weights, biases } = parameters;
    const found = look(spec.name, "weights", weights, TOO_FAST) ?? look(spec.name, "biases", biases, TOO_FAST);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The first non-finite number in the order in which a step computes: weights (which the update before
 * made), outputs layer by layer, gradients from the last layer back. Call it while the buffers still
 * hold the B rows of the step. Null when everything is finite.
 */
export function findNonFinite(network: Network, B: number): Finding | null {
  const inWeights = findInWeights(network);
  if (inWeights !== null) return inWeights;
  const dense = denseStages(network);
  for (const { spec, y, units } of dense) {
    const found = look(spec.name, "output", y.subarray(0, B * units), overflowOf(network));
    if (found !== null) return found;
  }
  for (const { spec, parameters } of dense.reverse()) {
    const { weightGradient, biasGradient } = parameters;
    const found =
      look(spec.name, "weight gradient", weightGradient, BACKWARD) ??
      look(spec.name, "bias gradient", biasGradient, BACKWARD);
    if (found !== null) return found;
  }
  return null;
}

/** The first non-finite number of an optimizer's state; null when all are finite. */
export function findInSlots({ layout }: Network, { slots, slotNames }: Optimizer): Finding | null {
  for (const [i, slot] of slots.entries()) {
    for (const { layer, role, offset, length } of layout.tensors) {
      const values = slot.subarray(offset, offset + length);
      const found = look(layer, `optimizer's ${slotNames[i]} for the ${role}`, values, SQUARED);
      if (found !== null) return found;
    }
  }
  return null;
}

function denseStages(network: Network): DenseStage[] {
  return network.stages.filter((stage) => stage instanceof DenseStage);
}

function look(layer: string, tensor: string, values: FloatArray, cause: string): Finding | null {
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) return { layer, tensor, value: values[index], index, cause };
  }
  return null;
}
