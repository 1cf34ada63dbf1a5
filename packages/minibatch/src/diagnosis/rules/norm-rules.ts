/** What normalizations divide by. */
import { pow } from "../../math/pow.ts";
import type { NormalizedStart } from "../evidence.ts";
import type { Advice, Finding } from "../finding.ts";
import { type PlacedLayer, placeLayers, weightedLayers } from "../placed-layers.ts";
import type { Symptoms } from "../symptoms.ts";
import { show } from "./data-rules.ts";
import { SCALED_WEIGHTS, scaledWeights } from "./weights-for.ts";

/** Half of what a normalization divides by is epsilon: what differs there is not brought to size 1, but shrinks. */
const MOST_SMALL = 0.5;
/** Moving statistics that follow within tens of steps. */
const QUICK = 0.9;
const USUAL_EPSILON = 0.001;

/**
 * Next to nothing is divided by: half of the variances are below epsilon, or a channel never changes. In evaluation
 * such a channel is its distance from a mean that is still on its way, over epsilon's root.
 */
export function vanishingVariance(symptoms: Symptoms): Finding | null {
  const { model, start, end } = symptoms.evidence;
  const before = start?.normalized ?? [];
  const after = end?.normalized ?? [];
  const isSmall = ({ small }: NormalizedStart): boolean => small > MOST_SMALL;
  const found =
    before.find(isSmall) ??
    (symptoms.isLeft(0.3) ? after.find(isSmall) : undefined) ??
    (after.length === 0 ? before : after).find(({ constant }) => constant > 0);
  if (found === undefined) return null;
  const { layer, small, constant } = found;
  const placed = placeLayers(model);
  const at = placed.findIndex(({ name }) => name === layer);
  const norm = placed[at];
  const isBorn = before.some((of) => of.layer === layer && (isSmall(of) || of.constant > 0));
  return {
    kind: "vanishing-variance",
    layer,
    epoch: isBorn ? 0 : 1,
    says:
      constant > 0
        ? `${show(100 * constant)}% of the channels that come into ${layer} are always the same number: it divides by ` +
          "next to nothing there, and evaluation waits for moving means."
        : `${show(100 * small)}% of the variances that ${layer} divides by are smaller than its epsilon: what comes in ` +
          "hardly differs.",
    because: { small, constant },
    advices: norm === undefined ? [] : constant > 0 ? adviseConstant(norm) : adviseSmall(norm, weightsBefore()),
  };

  function weightsBefore(): ReturnType<typeof scaledWeights> {
    return scaledWeights(weightedLayers(model).filter((of) => placed.indexOf(of) < at));
  }
}

function adviseConstant({ path, spec: { momentum } }: PlacedLayer): readonly Advice[] {
  const leaves = { says: "Leave out what is the same in every row: it tells nothing.", change: {} };
  if (typeof momentum !== "number" || momentum <= QUICK) return [leaves];
  const says = "Let its moving means follow sooner, by a lower momentum.";
  return [{ says, change: { [`${path}.momentum`]: QUICK } }, leaves];
}

function adviseSmall({ path, spec: { epsilon } }: PlacedLayer, weights: Advice["change"] | null): readonly Advice[] {
  return [
    ...(weights === null ? [] : [{ says: SCALED_WEIGHTS, change: weights }]),
    ...(typeof epsilon === "number"
      ? [
          {
            says: "Lower its epsilon.",
            change: { [`${path}.epsilon`]: Math.min(USUAL_EPSILON, Number((epsilon / 1000).toPrecision(2))) },
          },
        ]
      : []),
  ];
}

/** Of the statistics that a new network has, 0 and 1, so much is left. */
const LEAST_LAG = 0.01;
/** Evaluation costs so many times what the same rows cost in training. */
const LEAST_GAP = 2;

/** Moving statistics follow batches by a share of their own: short trainings end before they have arrived. */
export function laggingStatistics(symptoms: Symptoms): Finding | null {
  const { model } = symptoms.evidence;
  const { last, trainLoss } = symptoms;
  const norms = placeLayers(model).filter(({ spec }) => typeof spec.momentum === "number");
  const slow = norms.filter((norm) => momentumOf(norm) > QUICK);
  if (slow.length === 0 || last === null || trainLoss === null || symptoms.evidence.diverged !== null) return null;
  const slowest = norms.reduce((most, norm) => (momentumOf(norm) > momentumOf(most) ? norm : most));
  const steps = symptoms.stepsPerEpoch * symptoms.evidence.epochs.length;
  const begun = pow(momentumOf(slowest), steps);
  const gap = trainLoss / last.batchLoss;
  if (begun < LEAST_LAG || !(gap > LEAST_GAP) || !symptoms.isLeft(0.1)) return null;
  return {
    kind: "lagging-statistics",
    layer: slowest.name,
    epoch: symptoms.evidence.epochs.length,
    says:
      `${slowest.name} was trained by the means of its batches, and is evaluated by moving ones, which after ${steps} ` +
      `steps are to ${show(100 * begun)}% what they began as: the training rows cost ${show(gap)} times as much so.`,
    because: { startLeft: begun, evaluatedOverTrained: gap },
    advices: [
      {
        says: "Let the moving means follow sooner, by a lower momentum.",
        change: Object.fromEntries(slow.map(({ path }) => [`${path}.momentum`, QUICK])),
      },
      { says: "Train for more epochs.", change: { "training.epochs": 4 * symptoms.evidence.training.epochs } },
    ],
  };
}

function momentumOf({ spec: { momentum } }: PlacedLayer): number {
  return momentum as number;
}
