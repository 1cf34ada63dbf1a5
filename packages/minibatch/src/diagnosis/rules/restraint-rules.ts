/** Restraints that hold a network back: penalties, decay, dropout, width. */
import type { Change, Finding } from "../finding.ts";
import { hiddenLayers, placeLayers } from "../placed-layers.ts";
import type { Symptoms } from "../symptoms.ts";
import { show } from "./data-rules.ts";

const USUAL_L2 = 1e-4;
const USUAL_DECAY = 0.004;

/** A decay that forgets a weight within a hundred steps, before its rows come again. */
const LEAST_MEMORY = 100;

/**
 * Weights of the usual size would cost more than all that can be learnt, the penalty costs more than the answers do, or
 * weights are forgotten sooner than learnt.
 */
export function tooMuchDecay(symptoms: Symptoms): Finding | null {
  const { model, optimizer, start, end, epochs } = symptoms.evidence;
  const penalized = placeLayers(model).flatMap(({ path, name, spec }) => {
    const of = spec.regularizer as { readonly l1: number; readonly l2: number } | undefined;
    return of === undefined || (of.l1 === 0 && of.l2 === 0) ? [] : [{ path, name, ...of }];
  });
  const decay = optimizer.weightDecay ?? 0;
  if (penalized.length === 0 && decay === 0) return null;
  if (start === null || end === null || symptoms.trainLoss === null || !symptoms.isLeft(0.3)) return null;
  const norm = (layers: readonly { readonly weightNorm: number }[]): number =>
    Math.sqrt(layers.reduce((sum, { weightNorm }) => sum + weightNorm * weightNorm, 0));
  const shrunk = norm(end.layers) / Math.max(norm(start.layers), 1e-30);
  const batchLoss = epochs.at(-1)?.batchLoss ?? 0;
  const cost = penalized.length === 0 ? 0 : (batchLoss - symptoms.trainLoss) / Math.max(batchLoss, 1e-30);
  const atStart = penalized.reduce((sum, { name, l2 }) => {
    const size = start.layers.find(({ layer }) => layer === name)?.weightNorm ?? 0;
    return sum + l2 * size * size;
  }, 0);
  const isDecoupled = optimizer.flavour !== "torch" || optimizer.kind === "adamw" || optimizer.kind === "sgd";
  const memory = decay === 0 || !isDecoupled ? Number.POSITIVE_INFINITY : 1 / (decay * optimizer.learningRate);
  const isDear = symptoms.usual !== null && atStart > symptoms.usual;
  if (!(shrunk < 0.5) && !(cost > 0.5) && !isDear && !(memory < LEAST_MEMORY)) return null;
  const change: Change = Object.fromEntries([
    ...penalized.map(({ path, l1, l2 }) => [
      `${path}.regularizer`,
      { l1: Math.min(l1 / 1000, USUAL_L2), l2: Math.min(l2 / 100, USUAL_L2) },
    ]),
    ...(decay > 0 ? [["optimizer.weightDecay", Math.min(decay / 100, USUAL_DECAY)]] : []),
  ]);
  return {
    kind: "too-much-decay",
    layer: null,
    epoch: 1,
    says:
      shrunk < 0.5
        ? `Weights are pulled to 0 harder than they learn: they shrank to ${show(100 * shrunk)}% of their first size.`
        : memory < LEAST_MEMORY
          ? `The decay forgets a weight within ${show(memory)} steps, sooner than it is learnt.`
          : `The penalty outweighs the loss: the weights are kept small instead of learning.`,
    because: { weightsOverFirst: shrunk, penaltyShare: cost, penaltyAtStart: atStart, ...(memory < 1e9 && { memory }) },
    advices: [{ says: "Lower the penalty or the decay.", change }],
  };
}

/**
 * More than half of a layer's inputs are dropped, and much is still to be learnt: the less, the more noise that adds,
 * whose variance is rate / (1 - rate) times that of the sums.
 */
export function tooMuchDropout(symptoms: Symptoms): Finding | null {
  const { model } = symptoms.evidence;
  const drops = placeLayers(model).filter(
    ({ spec }) => /dropout/.test(spec.kind) && typeof spec.rate === "number" && spec.rate > 0.5,
  );
  if (drops.length === 0) return null;
  const most = Math.max(...drops.map(({ spec }) => spec.rate as number));
  if (!symptoms.isLeft((0.3 * (1 - most)) / most)) return null;
  return {
    kind: "too-much-dropout",
    layer: drops[0].name,
    epoch: 1,
    says:
      `${drops[0].name} drops ${show(100 * most)}% of what comes in, and ` +
      `${show(100 * (symptoms.left ?? 1))}% of the loss is left.`,
    because: { rate: most, lossLeft: symptoms.left ?? 1 },
    advices: [{ says: "Drop a fifth.", change: Object.fromEntries(drops.map(({ path }) => [`${path}.rate`, 0.2])) }],
  };
}

/**
 * A layer narrower than the answers need, or of one or two units, in a network that no longer learns and does as badly
 * on what it is trained on as elsewhere.
 */
export function tooFewUnits(symptoms: Symptoms): Finding | null {
  const { model, epochs, data } = symptoms.evidence;
  const narrow = hiddenLayers(model).filter(
    ({ spec }) => typeof spec.units === "number" && spec.units < Math.max(3, Math.min(data.targets.length, 10) - 1),
  );
  if (narrow.length === 0 || !symptoms.isLeft(0.3)) return null;
  const validation = epochs.at(-1)?.validation?.loss ?? null;
  if (validation !== null && symptoms.trainLoss !== null && validation > 1.5 * symptoms.trainLoss) return null;
  const units = narrow[0].spec.units as number;
  const width = `${units} ${units === 1 ? "unit" : "units"}`;
  return {
    kind: "too-few-units",
    layer: narrow[0].name,
    epoch: epochs.length,
    says: `${narrow[0].name} has ${width}, and ${show(100 * (symptoms.left ?? 1))}% of the loss is left: too narrow.`,
    because: { units, lossLeft: symptoms.left ?? 1 },
    advices: [
      { says: "Give it more units.", change: Object.fromEntries(narrow.map(({ path }) => [`${path}.units`, 32])) },
    ],
  };
}
