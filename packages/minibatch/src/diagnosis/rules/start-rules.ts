/** What is wrong before the first step, and what comes of it: gradients and units that are of no use. */
import type { LayerStart } from "../evidence.ts";
import type { Change, Finding } from "../finding.ts";
import { activationAfter, bentLayers, hiddenLayers, kindOf, weightedLayers } from "../placed-layers.ts";
import { type Symptoms, usualRate } from "../symptoms.ts";
import { show } from "./data-rules.ts";
import { fittingWeights, SCALED_WEIGHTS, scaledWeights, timesUsual, weightsFor } from "./weights-for.ts";

/** Half of a layer's outputs at the activation's limits before anything was learnt. */
const MOST_SATURATED = 0.5;
/** Where weights are many times as large as He's, half of that is enough: few inputs leave some sums small. */
const LARGE_WEIGHTS = 5;

export function saturatedUnits(symptoms: Symptoms): Finding | null {
  const { model, epochs, optimizer } = symptoms.evidence;
  const bent = bentLayers(model);
  for (const layer of bent) {
    const start = symptoms.startOf(layer.name);
    const share = start?.saturation ?? 0;
    const isLarge = timesUsual(layer, start?.weightNorm ?? 0) > LARGE_WEIGHTS;
    if (share <= (isLarge ? MOST_SATURATED / 2 : MOST_SATURATED)) continue;
    const change = scaledWeights(weightedLayers(model)) ?? fittingWeights(hiddenLayers(model));
    return {
      kind: "saturated-units",
      layer: layer.name,
      epoch: 0,
      says:
        `${show(100 * share)}% of ${layer.name}'s outputs are at their limits before the first step: the weights begin ` +
        "too large.",
      because: { saturation: share },
      advices: [{ says: SCALED_WEIGHTS, change }],
    };
  }
  for (const { name } of bent) {
    const shares = epochs.map(({ health }) => health.find(({ layer }) => layer === name)?.saturation ?? 0);
    const share = shares.at(-1) ?? 0;
    // a network that knows its rows may be sure of them
    if (share <= MOST_SATURATED || !symptoms.isLeft(0.5)) continue;
    const slower = Number((optimizer.learningRate / 10).toPrecision(2));
    return {
      kind: "saturated-units",
      layer: name,
      epoch: shares.findIndex((of) => of > MOST_SATURATED) + 1,
      says: `${show(100 * share)}% of ${name}'s outputs are at their limits, and little was learnt.`,
      because: { saturation: share },
      advices: [{ says: "Take smaller steps.", change: { "optimizer.learningRate": slower } }],
    };
  }
  return null;
}

/** A first loss far above that of who answers what is usual: sums grow from layer to layer, and gradients with them. */
const LARGEST_FIRST_LOSS = 10;

export function explodingGradients(symptoms: Symptoms): Finding | null {
  const { model, start } = symptoms.evidence;
  if (start === null || symptoms.usual === null) return null;
  const isHigh = !(start.loss <= LARGEST_FIRST_LOSS * symptoms.usual);
  const change = scaledWeights(weightedLayers(model));
  const sums = start.layers.filter(({ isWeighted }) => isWeighted);
  const infinite = sums.find(({ gradientNorm }) => gradientNorm === null);
  // outputs of a network of usual weights are near 0: targets far from it are another matter
  const growth = (sums.at(-1)?.size ?? 0) / Math.max(symptoms.inputDeviation, 1e-12);
  if (!isHigh || (infinite === undefined && growth < LARGEST_FIRST_LOSS)) return null;
  const steepest = sums.reduce((most, layer) => (relativeGradient(layer) > relativeGradient(most) ? layer : most));
  const layer = infinite ?? steepest;
  return {
    kind: "exploding-gradients",
    layer: layer.layer,
    epoch: 0,
    says:
      `Sums grow ${show(growth)}-fold from the inputs to the outputs, and gradients with them: the first loss is ` +
      `${show(start.loss / symptoms.usual)} times that of the usual answer.`,
    because: { firstLoss: start.loss, usualLoss: symptoms.usual, growth },
    advices: [
      ...(change === null ? [] : [{ says: SCALED_WEIGHTS, change }]),
      { says: "Clip the gradient.", change: { "optimizer.globalClipNorm": 1 } },
    ],
  };
}

function relativeGradient({ gradientNorm, weightNorm }: { gradientNorm: number | null; weightNorm: number }): number {
  return gradientNorm === null ? Number.POSITIVE_INFINITY : gradientNorm / Math.max(weightNorm, 1e-30);
}

/** What tells rows apart has shrunk to a hundredth when it comes to the last layer. */
const LEAST_SIGNAL = 0.01;
/** A layer's gradient, over its weights, a thousandth of the last one's. */
const LEAST_GRADIENT = 0.001;
/** Numbers of 24 bits hardly hold what differs by less. */
const LOST_SIGNAL = 1e-6;

export function vanishingGradients(symptoms: Symptoms): Finding | null {
  const { model, start } = symptoms.evidence;
  const hidden = hiddenLayers(model);
  const inner = (start?.layers ?? []).filter(
    ({ layer, isFrozen }) => !isFrozen && hidden.some(({ name }) => name === layer),
  );
  const last = start?.layers.findLast(({ isWeighted }) => isWeighted);
  if (start === null || last === undefined || inner.length < 2) return null;
  // what comes to the last layer, through what follows the last hidden one's sums
  const passed = start.layers.slice(0, start.layers.indexOf(last));
  const signalOf = ({ deviation }: LayerStart): number => deviation / Math.max(symptoms.inputDeviation, 1e-30);
  const signal = signalOf(passed[passed.length - 1]);
  const first = inner[0];
  const gradient = relativeGradient(first) / Math.max(relativeGradient(last), 1e-30);
  const shut = passed.some(({ deadUnits }) => (deadUnits ?? 0) > 0.9);
  if (shut || (signal >= LEAST_SIGNAL && gradient >= LEAST_GRADIENT)) return null;
  // what is lost altogether took a plateau at the least; what is nearly lost may have been found again
  if (!symptoms.isLeft(signal < LOST_SIGNAL ? 0 : signal < LEAST_SIGNAL * LEAST_SIGNAL ? 0.1 : 0.5)) return null;
  const weak = inner.find((layer) => signalOf(layer) < LEAST_SIGNAL) ?? first;
  const weights = scaledWeights(weightedLayers(model));
  const isBounded = bentLayers(model).some(({ spec }) => /sigmoid/.test(kindOf(spec.activation)));
  const further = weak === inner[inner.length - 1] ? "" : `, to ${show(signal)} before ${last.layer}`;
  return {
    kind: "vanishing-gradients",
    layer: first.layer,
    epoch: 0,
    says:
      `What tells rows apart has shrunk to ${show(signalOf(weak))} of the inputs' at ${weak.layer}${further}, and so ` +
      `does the gradient on its way back: ${first.layer} hardly learns.`,
    because: { signal, gradientOverLast: gradient },
    advices:
      weights !== null && !isBounded
        ? [{ says: SCALED_WEIGHTS, change: weights }]
        : [{ says: "Use ReLU with He's weights, which keep the size of what passes.", change: withRelu(symptoms) }],
  };
}

/** ReLU wherever an activation is, He's weights before it; a rate at which the deep network moved is too high then. */
function withRelu({ evidence }: Symptoms): Change {
  const { model, optimizer } = evidence;
  const momentum = (optimizer as unknown as { readonly momentum?: number }).momentum ?? 0;
  const usual = usualRate(evidence);
  const isFast = optimizer.learningRate / (1 - Math.min(momentum, 0.999)) > 10 * usual;
  return Object.fromEntries([
    ...bentLayers(model).map(({ path }) => [`${path}.activation`, "relu"]),
    ...hiddenLayers(model)
      .filter((layer) => activationAfter(layer) !== "linear")
      .map(({ path }) => [`${path}.weights`, weightsFor("relu")]),
    ...(isFast ? [["optimizer.learningRate", usual]] : []),
  ]);
}
