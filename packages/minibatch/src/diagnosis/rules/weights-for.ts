/** Initial weights that keep the size of what passes through a layer. */
import type { Change } from "../finding.ts";
import { activationAfter, kindOf, type PlacedLayer } from "../placed-layers.ts";

/** As fits what comes after the sums. */
export function weightsFor(activation: string): string {
  if (/relu|elu|silu|mish|swish|softplus/.test(activation) && activation !== "selu") return "he-normal";
  if (activation === "selu") return "lecun-normal";
  return "glorot-uniform";
}

export const SCALED_WEIGHTS = "Draw initial weights whose size follows from the number of inputs.";

/** Weights whose size does not follow from how many inputs a unit has. */
function hasFixedSize({ spec }: PlacedLayer): boolean {
  return ["normal", "truncated-normal", "uniform", "constant", "zeros", "ones"].includes(kindOf(spec.weights));
}

/** Drawn as fits the activations, where they are drawn at a size of their own; else null. */
export function scaledWeights(layers: readonly PlacedLayer[]): Change | null {
  const fixed = layers.filter(hasFixedSize);
  return fixed.length === 0 ? null : fittingWeights(fixed);
}

export function fittingWeights(layers: readonly PlacedLayer[]): Change {
  return Object.fromEntries(layers.map((layer) => [`${layer.path}.weights`, weightsFor(activationAfter(layer))]));
}

/** He's weights of a layer have a norm of sqrt(2 units), whatever its inputs: how many times that these have. */
export function timesUsual({ spec }: PlacedLayer, weightNorm: number): number {
  return weightNorm / Math.sqrt(2 * Number(spec.units ?? spec.filters ?? Number.POSITIVE_INFINITY));
}
