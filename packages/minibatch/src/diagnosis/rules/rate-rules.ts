/** Steps that are too large, too small, or too few. */
import type { Evidence } from "../evidence.ts";
import type { Change, Finding } from "../finding.ts";
import { type Symptoms, toOneDigit, usualRate } from "../symptoms.ts";
import { show } from "./data-rules.ts";

/** A step that changes a layer by a tenth undoes in ten steps all that was learnt; one in a thousand is usual. */
const LARGEST_UPDATE = 0.1;
const USUAL_UPDATE = 0.001;

export function rateTooHigh(symptoms: Symptoms): Finding | null {
  const { evidence } = symptoms;
  const { optimizer, epochs, start, diverged } = evidence;
  const { learningRate } = optimizer;
  const largest = epochs.map((epoch) => symptoms.largestUpdate(epoch));
  const most = Math.max(0, ...largest);
  const usual = symptoms.usual ?? Number.POSITIVE_INFINITY;
  // the first epoch's batches cost more than the network that had learnt nothing, by far
  const losses = symptoms.trainLosses ?? [];
  const worst = Math.max(0, ...losses);
  const isWorse = worst > 2 * Math.max(usual, start?.loss ?? 0);
  const rises = countRises(losses);
  // of a rate far above the usual one, less of what it does is enough
  const isSuspect = learningRate > MOST_USUAL * usualRate(evidence);
  const isSwinging = isSuspect
    ? rises.share > 0.2 && symptoms.isLeft(0.01)
    : rises.share > 0.4 && rises.isStanding && symptoms.isLeft(0.1);
  const isLarge = most > LARGEST_UPDATE && symptoms.isLeft(0.5);
  const isKilling = isSuspect && hasKilled(evidence);
  const isHarmful = isWorse && (isSuspect || symptoms.isLeft(0.5));
  if (diverged === null && !isLarge && !isHarmful && !isSwinging && !isKilling) return null;
  const at = isHarmful ? losses.indexOf(worst) : largest.indexOf(most);
  const usualOne = usualRate(evidence);
  // a hundredth of what was far too much, between the usual rate and ten times that
  const next = Math.min(learningRate / 10, Math.max(usualOne, Math.min(learningRate / 100, 10 * usualOne)));
  return {
    kind: "rate-too-high",
    layer: diverged?.layer ?? null,
    epoch: diverged === null ? at + 1 : epochs.length + 1,
    says:
      diverged !== null
        ? `Steps at a learning rate of ${learningRate} were so large that numbers overflowed: at step ${diverged.step}.`
        : isHarmful
          ? `The training loss rose to ${show(worst)}, above that of a network that has learnt nothing: steps are too ` +
            "large."
          : isLarge
            ? `A step changed a layer's weights by ${show(100 * most)}%, and little was learnt: steps are too large.`
            : isKilling
              ? `Units died at a learning rate of ${learningRate}, far above the usual ${usualRate(evidence)}.`
              : `The training loss rose again in ${show(100 * rises.share)}% of the epochs: steps are too large.`,
    because: { learningRate, largestUpdate: most, largestLoss: worst, risingEpochs: rises.share },
    advices: [
      { says: "Lower the learning rate.", change: { "optimizer.learningRate": toOneDigit(next) } },
      { says: "Clip the gradient.", change: { "optimizer.globalClipNorm": 1 } },
    ],
  };
}

/** A rate so many times the usual one is suspected of what happens to units. */
const MOST_USUAL = 30;

/** Whether half of a layer's units are dead at the end that were not before the first step. */
function hasKilled({ epochs, start }: Evidence): boolean {
  const last = epochs[epochs.length - 1]?.health ?? [];
  return last.some(({ layer, deadUnits }) => {
    const before = start?.layers.find((of) => of.layer === layer)?.deadUnits ?? 0;
    return (deadUnits ?? 0) > 0.5 && before <= 0.5;
  });
}

/**
 * Share of the second half's epochs whose loss lies a tenth above that of the epoch before; and whether the last
 * quarter of them gained less than a tenth over the second.
 */
function countRises(losses: readonly number[]): { readonly share: number; readonly isStanding: boolean } {
  const from = Math.max(1, Math.floor(losses.length / 2));
  const later = losses.slice(from);
  if (later.length < 4) return { share: 0, isStanding: false };
  const mean = (part: readonly number[]): number => part.reduce((sum, loss) => sum + loss, 0) / part.length;
  const quarter = Math.floor(losses.length / 4);
  const isStanding = mean(losses.slice(-quarter)) > 0.9 * mean(losses.slice(quarter, 2 * quarter));
  const rises = later.filter((loss, i) => loss > 1.1 * losses[from + i - 1]).length;
  return { share: rises / later.length, isStanding };
}

/** All steps together moved no layer by more than a tenth of its weights. */
const LEAST_PATH = 0.1;

export function rateTooLow(symptoms: Symptoms): Finding | null {
  const { evidence, last } = symptoms;
  const { optimizer, epochs, start } = evidence;
  const { learningRate } = optimizer;
  if (last === null || last.health.length === 0 || !symptoms.isLeft(0.5)) return null;
  const path = Math.max(...last.health.map(({ layer }) => symptoms.pathOf(layer)));
  const middle = epochs[Math.floor(epochs.length / 2)].learningRate;
  const fell = epochs.length > 3 && middle < learningRate / 100;
  const isSlow = symptoms.middleUpdate(last) < USUAL_UPDATE && isSteady(symptoms);
  if (!(path < LEAST_PATH) && !fell && !isSlow) return null;
  const limits = ["clipValue", "clipNorm", "globalClipNorm"] as const;
  const clipped = limits.filter((name) => (optimizer as unknown as Record<string, unknown>)[name] != null);
  const gradient = Math.max(0, ...(start?.layers ?? []).map(({ gradientNorm }) => gradientNorm ?? 0));
  const isClipped = clipped.some(
    (name) => ((optimizer as unknown as Record<string, number>)[name] ?? 0) < gradient / 100,
  );
  const finding = {
    kind: "rate-too-low",
    layer: null,
    because: { learningRate: last.learningRate, path, updateRatio: symptoms.middleUpdate(last) },
  } as const;
  if (fell) {
    return {
      ...finding,
      epoch: epochs.findIndex((epoch) => epoch.learningRate < learningRate / 100) + 1,
      says: `The schedule had lowered the rate to ${show(middle)} by half of the epochs, when little was learnt.`,
      advices: [
        { says: "Leave the rate as it begins.", change: { "optimizer.schedule": { kind: "constant" } } },
        {
          says: "Lower it along a cosine, over all epochs.",
          change: { "optimizer.schedule": { kind: "cosine", over: evidence.training.epochs } },
        },
      ],
    };
  }
  if (isClipped) {
    const change: Change = Object.fromEntries(
      clipped.map((name) => [`optimizer.${name}`, name === "clipValue" ? null : 1]),
    );
    return {
      ...finding,
      epoch: 1,
      says:
        `Gradients of ${show(gradient)} are clipped to so little that all steps together moved the weights by ` +
        `${percent(path)}.`,
      advices: [{ says: "Clip at a norm of 1.", change }],
    };
  }
  const usual = usualRate(evidence);
  // steps that do not depend on the gradient's size have a usual rate; others are made as long as is usual
  const isScaleFree = !["sgd"].includes(optimizer.kind);
  const longer = (learningRate * USUAL_UPDATE) / Math.max(symptoms.middleUpdate(last), 1e-12);
  const next =
    isScaleFree && learningRate < usual / 3 ? usual : Math.min(Math.max(longer, 10 * learningRate), 10 * usual);
  return {
    ...finding,
    epoch: 1,
    says: `All steps together moved the weights by ${percent(path)}: they are too small.`,
    advices: [{ says: "Raise the learning rate.", change: { "optimizer.learningRate": toOneDigit(next) } }],
  };
}

function percent(share: number): string {
  return `${show(100 * share)}%`;
}

/** The loss falls nearly as much in the second half as in the first: no end is near. */
function isSteady({ evidence: { start }, trainLosses }: Symptoms): boolean {
  if (trainLosses === null || trainLosses.length < 4) return false;
  const losses = [start?.loss ?? trainLosses[0], ...trainLosses];
  const end = losses[losses.length - 1];
  const middle = losses[Math.floor(losses.length / 2)];
  const rises = trainLosses.filter((loss, i) => i > 0 && loss > trainLosses[i - 1]).length;
  return middle - end > (losses[0] - middle) / 2 && middle > end && rises <= trainLosses.length / 10;
}

/** Where so many rows are told, a loss that falls is that of surer answers. */
const MOSTLY_TOLD = 0.9;

/** The loss of either split falls as fast at the end as if it would halve with as many epochs again. */
export function tooFewEpochs(symptoms: Symptoms): Finding | null {
  const { epochs, training } = symptoms.evidence;
  if (epochs.length < 3 || epochs.length < training.epochs || !symptoms.isLeft(0.5)) return null;
  const told = symptoms.last?.train?.accuracy ?? symptoms.last?.validation?.accuracy ?? 0;
  if (told > MOSTLY_TOLD) return null;
  const fallOf = (losses: readonly number[]): number => {
    const from = Math.floor((losses.length - 1) / 2);
    const end = losses[losses.length - 1];
    const perEpoch = (losses[from] - end) / (losses.length - 1 - from || 1);
    return (perEpoch * losses.length) / end;
  };
  const train = fallOf(epochs.map(({ batchLoss }) => batchLoss));
  const validated = epochs.flatMap(({ validation }) => (validation === null ? [] : [validation.loss]));
  const validation = validated.length === epochs.length ? fallOf(validated) : train;
  const isFalling = train > 0.5 && validation > 0.5;
  if (!isFalling && !isSteady(symptoms)) return null;
  const more = 4 * training.epochs;
  return {
    kind: "too-few-epochs",
    layer: null,
    epoch: epochs.length,
    says: "The loss was still falling fast when the training ended.",
    because: { fallByAsManyEpochs: Math.min(train, validation), epochs: epochs.length },
    advices: [{ says: "Train for more epochs.", change: { "training.epochs": more } }],
  };
}
