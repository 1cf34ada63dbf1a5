/**
 * A density over a number: a mixture, with equal weights, of a normal distribution around each value seen and a prior
 * around the middle, all truncated to the range (J. Bergstra et al., NeurIPS 2011, section 4.2); in the logarithm for
 * log-uniform ranges.
 */
import { createNormalSource, erf, exp, log, type Stream } from "minibatch";
import type { Scalar } from "../../experiment/spec.ts";
import { type NumberAxis, type NumberParameter, numberAxis } from "../space/number-axis.ts";
import type { Estimator } from "./estimator.ts";

interface Kernel {
  readonly centre: number;
  readonly sd: number;
  /** the part of its probability that lies within the range */
  readonly inside: number;
}

/** No kernel is narrower than range / min(100, kernels + 1): hyperopt's `adaptive_parzen_normal`. */
const NARROWEST = 100;

export function parzenEstimator(parameter: NumberParameter, values: readonly Scalar[]): Estimator {
  const axis = numberAxis(parameter);
  const kernels = placeKernels(
    axis,
    values.map((value) => axis.placeOf(Number(value))),
  );
  return {
    draw: (stream) => axis.valueAt(drawPlace(stream, axis, kernels)),
    logDensity(value) {
      const place = axis.placeOf(Number(value));
      return log(kernels.reduce((sum, kernel) => sum + densityAt(axis, kernel, place), 0) / kernels.length);
    },
  };
}

/** A kernel's width is the distance to its farther neighbour; the prior's is the whole range. */
function placeKernels({ low, high }: NumberAxis, places: readonly number[]): Kernel[] {
  const range = high - low;
  const prior = (low + high) / 2;
  const narrowest = range / Math.min(NARROWEST, places.length + 2);
  const centres = [...places, prior].sort((a, b) => a - b);
  const priorAt = centres.indexOf(prior);
  return centres.map((centre, i) => {
    const left = centre - (centres[i - 1] ?? centre);
    const right = (centres[i + 1] ?? centre) - centre;
    const sd = i === priorAt ? range : Math.min(range, Math.max(narrowest, left, right));
    return { centre, sd, inside: normalShare((low - centre) / sd, (high - centre) / sd) };
  });
}

/**
 * Draws until the value lies in the range. At least a third of each kernel does: its centre is in the range, and it is
 * no wider than the range.
 */
function drawPlace(stream: Stream, { low, high }: NumberAxis, kernels: readonly Kernel[]): number {
  const kernel = kernels[Math.floor(stream.nextFloat() * kernels.length)];
  if (kernel === undefined) throw new RangeError("Cannot draw from a density without kernels");
  const next = createNormalSource(stream, kernel.centre, kernel.sd);
  let place = next();
  while (!(place >= low && place < high)) place = next();
  return place;
}

function densityAt({ whole }: NumberAxis, { centre, sd, inside }: Kernel, place: number): number {
  if (whole) return normalShare((place - 0.5 - centre) / sd, (place + 0.5 - centre) / sd) / inside;
  const z = (place - centre) / sd;
  return exp(-0.5 * z * z) / (sd * Math.sqrt(2 * Math.PI) * inside);
}

/** The probability that a standard normal number lies between `low` and `high`. */
function normalShare(from: number, to: number): number {
  return 0.5 * (erf(to * Math.SQRT1_2) - erf(from * Math.SQRT1_2));
}
