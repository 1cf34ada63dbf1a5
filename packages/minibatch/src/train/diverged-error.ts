/** The error of a run that met a NaN or an infinity, and how it finds out where. */
import type { FloatArray } from "../kernels/kernels.ts";
import { DenseStage } from "../model/dense-stage.ts";
import type { Network } from "../model/network.ts";

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
        ` (learning rate ${learningRate}); ${finding.cause}`,
    );
    this.layer = finding.layer;
    this.tensor = finding.tensor;
    this.step = step;
    this.learningRate = learningRate;
  }
}

interface Finding {
  readonly layer: string;
  readonly tensor: string;
  readonly value: number;
  readonly index: number;
  readonly cause: string;
}

const TOO_FAST =
  "most likely the last updates were too large: lower the learning rate, or clip the gradient (globalClipNorm)";
const OVERFLOW =
  "most likely the activations grew past what float32 holds: lower the learning rate, or use smaller initial weights";
const BACKWARD =
  "most likely the gradient grew too large on its way back: clip it (globalClipNorm) or lower the learning rate";

/**
 * The first non-finite number in the order in which a step computes: weights (which the update before
 * made), outputs layer by layer, the loss, gradients from the last layer back. Call it while the
 * buffers still hold the B rows of the step. Null when everything is finite.
 */
export function findNonFinite(network: Network, B: number): Finding | null {
  const dense = network.stages.filter((stage) => stage instanceof DenseStage);
  for (const { spec, parameters } of dense) {
    const { weights, biases } = parameters;
    const found = look(spec.name, "weights", weights, TOO_FAST) ?? look(spec.name, "biases", biases, TOO_FAST);
    if (found !== null) return found;
  }
  for (const { spec, y, units } of dense) {
    const found = look(spec.name, "output", y.subarray(0, B * units), OVERFLOW);
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

/** Throws the diagnosis of a step whose loss, gradient or weights are not finite. */
export function throwDiverged(network: Network, B: number, loss: number, step: number, learningRate: number): never {
  const finding = findNonFinite(network, B) ?? {
    layer: "the loss",
    tensor: "value",
    value: loss,
    index: 0,
    cause: OVERFLOW,
  };
  throw new DivergedError(finding, step, learningRate);
}

function look(layer: string, tensor: string, values: FloatArray, cause: string): Finding | null {
  const index = values.findIndex((value) => !Number.isFinite(value));
  return index === -1 ? null : { layer, tensor, value: values[index], index, cause };
}
