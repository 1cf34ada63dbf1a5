/** What a trained network knows: nothing but its rows, nothing but the most frequent class, or too much of its rows. */
import type { Answers, EpochEvidence } from "../evidence.ts";
import type { Finding } from "../finding.ts";
import type { DataFacts } from "../measure-data.ts";
import { lossOfUsual, type Symptoms } from "../symptoms.ts";
import { show } from "./data-rules.ts";

/** How far an accuracy may lie above chance by luck, in standard deviations. */
const LUCK = 3;

/** Rows are learnt by heart, or not at all, and in no epoch is the validation split answered better than usual. */
export function labelsWithoutInformation(symptoms: Symptoms): Finding | null {
  const { model, data, validation, epochs, start } = symptoms.evidence;
  // where rows beside each other are of one class, inputs tell of it, learnt or not
  if (validation === null || epochs.length === 0 || areNeighboursAlike(data)) return null;
  const usual = lossOfUsual(model, data, validation);
  const validated = epochs.flatMap((epoch) => (epoch.validation === null ? [] : [epoch.validation]));
  if (usual === null || validated.length === 0) return null;
  const best = validated.reduce((least, { loss }) => Math.min(least, loss), Number.POSITIVE_INFINITY);
  // the mean of many epochs: one may be lucky
  const later = validated.slice(Math.floor(validated.length / 2));
  const right = later.reduce((sum, { accuracy }) => sum + (accuracy ?? 0), 0) / later.length;
  if (!isChance(symptoms, right) || best < 0.97 * usual) return null;
  // by heart: what was learnt of the training rows makes answers elsewhere no better, or worse
  const last = validated[validated.length - 1].loss;
  if (symptoms.left === null || symptoms.trainLoss === null) return null;
  // not at all: though every layer moved as far as its weights are large
  const paths = (start?.layers ?? []).filter(({ isFrozen }) => !isFrozen).map(({ layer }) => symptoms.pathOf(layer));
  const middle = paths.sort((a, b) => a - b)[Math.floor(paths.length / 2)] ?? 0;
  const isIdle = symptoms.left > 0.95 && middle > 1;
  const isLearnt = symptoms.left < 0.95 && last - symptoms.trainLoss >= 0.1 * usual;
  if (!isLearnt && !isIdle) return null;
  return {
    kind: "labels-without-information",
    layer: null,
    epoch: 1,
    says:
      (isLearnt ? "The training rows are learnt by heart, and no" : "Nothing is learnt of the training rows, and no") +
      " epoch does better on the validation split than answering what is usual: the inputs tell nothing of the targets.",
    because: { bestValidationLoss: best, usualLoss: usual, trainLoss: symptoms.trainLoss ?? 0 },
    advices: [
      { says: "Check that each row has its own target: a split or a shuffle may have parted them.", change: {} },
    ],
  };
}

/** Whether nearest rows are of one class more often than by luck. */
function areNeighboursAlike({ neighbours, targets }: DataFacts): boolean {
  if (neighbours === null) return false;
  const byChance = targets.reduce((sum, { mean }) => sum + mean * mean, 0);
  // two that are nearest to each other are one throw, not two
  const luck = 2 * LUCK * Math.sqrt((byChance * (1 - byChance)) / neighbours.rows);
  return neighbours.sameClass > byChance + luck;
}

function isChance({ evidence: { validation, model } }: Symptoms, accuracy: number): boolean {
  if (validation === null || accuracy === 0) return true;
  const kind: unknown = model.loss;
  const majority =
    kind === "sigmoid-binary-cross-entropy"
      ? validation.targets.reduce((sum, { mean }) => sum + Math.max(mean, 1 - mean), 0) / validation.targets.length
      : validation.targets.reduce((most, { mean }) => Math.max(most, mean), 0);
  return accuracy <= majority + LUCK * Math.sqrt((majority * (1 - majority)) / validation.rows);
}

/** A class that is seldom is hardly ever told, because to tell the frequent one is right so often. */
export function classImbalance(symptoms: Symptoms): Finding | null {
  const { data, end, training } = symptoms.evidence;
  if (end === null || end.train === null) return null;
  const means = data.targets.map(({ mean }) => mean);
  const shares = means.length === 1 ? [1 - means[0], means[0]] : means;
  const even = 1 / shares.length;
  const majority = Math.max(...shares);
  // at even shares nothing is seldom
  if (majority < Math.min(2 * even, 0.75)) return null;
  const most = shares.indexOf(majority);
  const missed = shares.flatMap((share, label) => {
    if (label === most || share === 0 || share > even / 2) return [];
    const known = recallOf(end.train, label);
    const elsewhere = end.validation === null ? known : recallOf(end.validation, label);
    return known !== null && known < 0.25 && (elsewhere === null || elsewhere < 0.25) ? [{ label, share, known }] : [];
  });
  const usual = recallOf(end.train, most);
  if (missed.length === 0 || usual === null || usual < 0.75) return null;
  const { label, share, known } = missed[0];
  return {
    kind: "class-imbalance",
    layer: null,
    epoch: 1,
    says:
      `Class ${label} has ${show(100 * share)}% of the rows, and ${show(100 * known)}% of them are told; class ${most} ` +
      `has ${show(100 * majority)}%, and nearly all answers.`,
    because: { share, recall: known, largestShare: majority },
    advices: [
      ...(isFalling(symptoms)
        ? [
            {
              says: "Train for longer: the loss still falls, and what is seldom is learnt last.",
              change: { "training.epochs": 4 * training.epochs },
            },
          ]
        : []),
      {
        says:
          "Let every class count alike in training: seldom ones are told, others are taken for them more often, and " +
          "the loss over all rows rises.",
        change: { "training.classWeights": "balanced" },
      },
    ],
  };
}

/** In the second half of the epochs the training loss fell by a twentieth. */
function isFalling({ trainLosses }: Symptoms): boolean {
  if (trainLosses === null || trainLosses.length < 2) return false;
  const middle = trainLosses[Math.floor((trainLosses.length - 1) / 2)];
  return trainLosses[trainLosses.length - 1] < 0.95 * middle;
}

function recallOf(answers: Answers | null, label: number): number | null {
  const found = answers?.classes[label];
  return found === undefined || found.rows === 0 ? null : found.right / found.rows;
}

/**
 * How far above its least value the validation loss may lie: half as much again where answers became worse, twice where
 * they only became too sure.
 */
const RISE = 1.5;
const RISE_OF_SURENESS = 2;
/** What an accuracy may lose by luck, in standard deviations. */
const MOST_LUCK = 2;

export function overfitting(symptoms: Symptoms): Finding | null {
  const { training, epochs, validation } = symptoms.evidence;
  if (training.keepsBest || symptoms.trainLoss === null) return null;
  const losses = epochs.map(validationLoss);
  if (losses.length < 3 || losses.includes(null)) return null;
  const known = losses as readonly number[];
  // means of some epochs: one of them may be lucky, or unlucky
  const span = Math.max(1, Math.min(5, Math.floor(known.length / 4)));
  const means = known.slice(span - 1).map((_, i) => {
    return known.slice(i, i + span).reduce((sum, loss) => sum + loss, 0) / span;
  });
  const best = Math.min(...means);
  const last = known[known.length - 1];
  const usual = means[means.length - 1];
  const at = means.indexOf(best) + Math.floor(span / 2);
  const rise = isWorseThan(epochs[at], epochs[epochs.length - 1], validation?.rows ?? 1) ? RISE : RISE_OF_SURENESS;
  if (!(Math.min(last, usual) > rise * best) || !(last > 2 * symptoms.trainLoss)) return null;
  // what is nearly all learnt may rise from little to little
  if (symptoms.usual !== null && last < 0.1 * symptoms.usual) return null;
  const patience = Math.max(3, Math.floor(training.epochs / 10));
  return {
    kind: "overfitting",
    layer: null,
    epoch: at + 1,
    says:
      `The validation loss was ${show(best)} after epoch ${at + 1} and is ${show(last)} now, while the training loss ` +
      `fell to ${show(symptoms.trainLoss)}.`,
    because: { bestValidationLoss: best, validationLoss: last, trainLoss: symptoms.trainLoss },
    advices: [
      {
        says: "Stop early, and keep the best epoch's weights.",
        change: { "training.earlyStopping": { metric: "validation-loss", patience, restoreBest: true } },
      },
      { says: "Gather more rows, or train a smaller network, with dropout or a penalty.", change: {} },
    ],
  };
}

/** Whether answers are wrong more often, by more than luck; numbers are worse where the loss is. */
function isWorseThan(best: EpochEvidence, last: EpochEvidence, rows: number): boolean {
  const [before, after] = [best.validation?.accuracy ?? null, last.validation?.accuracy ?? null];
  if (before === null || after === null) return true;
  return after < before - MOST_LUCK * Math.sqrt((before * (1 - before)) / rows);
}

function validationLoss({ validation }: EpochEvidence): number | null {
  return validation?.loss ?? null;
}
