/** What is wrong before the first step, and what comes of it: units and gradients that are of no use. */
import type { Change, Finding } from "../finding.ts";
import {
  hiddenLayers,
  kindOf,
  type PlacedLayer,
  placeLayers,
  type Symptoms,
  usualRate,
  weightedLayers,
} from "../symptoms.ts";
import { show } from "./data-rules.ts";
import { weightsFor } from "./weights-for.ts";

/** Weights whose size does not follow from how many inputs a unit has. */
function hasFixedSize({ spec }: PlacedLayer): boolean {
  return ["normal", "truncated-normal", "uniform", "constant", "zeros", "ones"].includes(kindOf(spec.weights));
}

/** Drawn as fits the activations, where they are drawn at a size of their own; else null. */
function scaledWeights(layers: readonly PlacedLayer[]): Change | null {
  const fixed = layers.filter(hasFixedSize);
  if (fixed.length === 0) return null;
  return Object.fromEntries(fixed.map(({ path, spec }) => [`${path}.weights`, weightsFor(kindOf(spec.activation))]));
}

/** Half of a layer's outputs at the activation's limits before anything was learnt. */
export function saturatedUnits(symptoms: Symptoms): Finding | null {
  const { model, start, epochs, optimizer } = symptoms.evidence;
  const hidden = hiddenLayers(model);
  for (const { name } of hidden) {
    const share = start?.layers.find(({ layer }) => layer === name)?.saturation ?? 0;
    if (share <= 0.5) continue;
    const change = scaledWeights(weightedLayers(model)) ?? scaleDown(hidden);
    return {
      kind: "saturated-units",
      layer: name,
      epoch: 0,
      says:
        `${show(100 * share)}% of ${name}'s outputs are at their limits before the first step: the weights begin too ` +
        "large.",
      because: { saturation: share },
      advices: [{ says: "Draw initial weights whose size follows from the number of inputs.", change }],
    };
  }
  for (const { name } of hidden) {
    const at = epochs.findIndex(({ health }) => (health.find(({ layer }) => layer === name)?.saturation ?? 0) > 0.5);
    const isStill = (symptoms.last?.health.find(({ layer }) => layer === name)?.saturation ?? 0) > 0.5;
    // a network that knows its rows may be sure of them
    if (at === -1 || !isStill || !symptoms.isLeft(0.5)) continue;
    const share = symptoms.last?.health.find(({ layer }) => layer === name)?.saturation ?? 0;
    return {
      kind: "saturated-units",
      layer: name,
      epoch: at + 1,
      says: `${show(100 * share)}% of ${name}'s outputs are at their limits, and little was learnt.`,
      because: { saturation: share },
      advices: [
        {
          says: "Take smaller steps.",
          change: { "optimizer.learningRate": Number((optimizer.learningRate / 10).toPrecision(2)) },
        },
      ],
    };
  }
  return null;
}

function scaleDown(layers: readonly PlacedLayer[]): Change {
  return Object.fromEntries(layers.map(({ path }) => [`${path}.weights`, "glorot-uniform"]));
}

/** Half of what a normalization divides by is epsilon: what differs there is not brought to size 1, but shrinks. */
const MOST_SMALL = 0.5;

export function vanishingVariance(symptoms: Symptoms): Finding | null {
  const { model, start, end } = symptoms.evidence;
  if (!symptoms.isLeft(0.3)) return null;
  const known = end ?? start;
  const layer = known?.normalized.find(({ small }) => small > MOST_SMALL);
  if (layer === undefined) return null;
  const placed = placeLayers(model);
  const at = placed.findIndex(({ name }) => name === layer.layer);
  const before = at === -1 ? [] : weightedLayers(model).filter((of) => placed.indexOf(of) < at);
  const weights = scaledWeights(before);
  const epsilon = placed[at]?.spec.epsilon;
  const lower = { [`${placed[at]?.path}.epsilon`]: Number(epsilon) / 1000 };
  return {
    kind: "vanishing-variance",
    layer: layer.layer,
    epoch: start?.normalized.some((of) => of.layer === layer.layer && of.small > MOST_SMALL) === true ? 0 : 1,
    says:
      `${show(100 * layer.small)}% of the variances that ${layer.layer} divides by are smaller than its epsilon: ` +
      "what comes in hardly differs.",
    because: { small: layer.small },
    advices: [
      ...(weights === null
        ? []
        : [{ says: "Draw initial weights whose size follows from the number of inputs.", change: weights }]),
      ...(typeof epsilon === "number" ? [{ says: "Lower epsilon.", change: lower }] : []),
    ],
  };
}

/** A first loss far above that of who answers what is usual: sums grow from layer to layer, and gradients with them. */
const LARGEST_FIRST_LOSS = 10;

export function explodingGradients(symptoms: Symptoms): Finding | null {
  const { model, start } = symptoms.evidence;
  if (start === null || symptoms.usual === null) return null;
  const isHigh = !(start.loss <= LARGEST_FIRST_LOSS * symptoms.usual);
  const change = scaledWeights(weightedLayers(model));
  const infinite = start.layers.find(({ gradientNorm }) => gradientNorm === null);
  // outputs of a network of usual weights are near 0: targets far from it are another matter
  const growth = (start.layers.at(-1)?.size ?? 0) / Math.max(symptoms.inputDeviation, 1e-12);
  if (!isHigh || (infinite === undefined && growth < LARGEST_FIRST_LOSS)) return null;
  const steepest = start.layers.reduce((most, layer) =>
    relativeGradient(layer) > relativeGradient(most) ? layer : most,
  );
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
      ...(change === null
        ? []
        : [{ says: "Draw initial weights whose size follows from the number of inputs.", change }]),
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

export function vanishingGradients(symptoms: Symptoms): Finding | null {
  const { model, optimizer, start } = symptoms.evidence;
  const hidden = hiddenLayers(model);
  if (start === null || hidden.length < 2 || !symptoms.isLeft(0.5)) return null;
  const inner = start.layers.filter(({ layer, isFrozen }) => !isFrozen && hidden.some(({ name }) => name === layer));
  if (inner.length < 2) return null;
  const signal = (inner.at(-1)?.deviation ?? 0) / Math.max(symptoms.inputDeviation, 1e-30);
  const first = inner[0];
  const last = start.layers[start.layers.length - 1];
  const gradient = relativeGradient(first) / Math.max(relativeGradient(last), 1e-30);
  const shut = inner.some(({ deadUnits }) => (deadUnits ?? 0) > 0.9);
  if (shut || (signal >= LEAST_SIGNAL && gradient >= LEAST_GRADIENT)) return null;
  const weak = inner.find(({ deviation }) => deviation < LEAST_SIGNAL * symptoms.inputDeviation) ?? first;
  const weights = scaledWeights(weightedLayers(model));
  // a rate that was raised until something moved is too high for gradients that arrive
  const momentum = (optimizer as unknown as { readonly momentum?: number }).momentum ?? 0;
  const usual = usualRate(symptoms.evidence);
  const isFast = optimizer.learningRate / (1 - Math.min(momentum, 0.999)) > 10 * usual;
  const replaced = Object.fromEntries([
    ...hidden.flatMap(({ path }) => [
      [`${path}.activation`, "relu"],
      [`${path}.weights`, "he-normal"],
    ]),
    ...(isFast ? [["optimizer.learningRate", usual]] : []),
  ]);
  const isBounded = hidden.some(({ spec }) => /sigmoid/.test(kindOf(spec.activation)));
  return {
    kind: "vanishing-gradients",
    layer: first.layer,
    epoch: 0,
    says:
      `What tells rows apart has shrunk to ${show(signal)} of the inputs' at ${weak.layer}, and the gradient on its ` +
      `way back: ${first.layer} hardly learns.`,
    because: { signal, gradientOverLast: gradient },
    advices:
      weights !== null && !isBounded
        ? [{ says: "Draw initial weights whose size follows from the number of inputs.", change: weights }]
        : [{ says: "Use ReLU with He's weights, which keep the size of what passes.", change: replaced }],
  };
}

/** Half of a layer's units are above 0 on no row; less is a loss of width that a network can bear. */
const MOST_DEAD = 0.5;

export function deadUnits(symptoms: Symptoms): Finding | null {
  const { model, start, epochs, optimizer } = symptoms.evidence;
  const hidden = hiddenLayers(model);
  for (const layer of hidden) {
    const atStart = start?.layers.find((of) => of.layer === layer.name)?.deadUnits ?? 0;
    const shares = epochs.map(({ health }) => health.find((of) => of.layer === layer.name)?.deadUnits ?? 0);
    const atEnd = shares.at(-1) ?? atStart;
    // units that died on the way are missed where little was learnt
    if (atEnd <= MOST_DEAD || (atStart <= MOST_DEAD && !symptoms.isLeft(0.3))) continue;
    const biased = hidden.filter(({ spec }) => ["constant", "normal", "uniform"].includes(kindOf(spec.biases)));
    const leaky = Object.fromEntries(hidden.map(({ path }) => [`${path}.activation`, "leaky-relu"]));
    const slower = { "optimizer.learningRate": Number((optimizer.learningRate / 10).toPrecision(2)) };
    const isBorn = atStart > MOST_DEAD;
    const open = Object.fromEntries(biased.map(({ path }) => [`${path}.biases`, "zeros"]));
    return {
      kind: "dead-units",
      layer: layer.name,
      epoch: isBorn ? 0 : shares.findIndex((share) => share > MOST_DEAD) + 1,
      says: `${show(100 * atEnd)}% of ${layer.name}'s units are above 0 on no row: they give nothing and learn nothing.`,
      because: { deadUnits: atEnd, deadAtStart: atStart },
      advices: [
        ...(isBorn && biased.length > 0 ? [{ says: "Begin with biases of 0.", change: open }] : []),
        ...(isBorn ? [] : [{ says: "Take smaller steps.", change: slower }]),
        { says: "Use leaky ReLU, which lets them recover.", change: leaky },
      ],
    };
  }
  return null;
}
