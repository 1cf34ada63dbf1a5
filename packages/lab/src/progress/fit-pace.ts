/** Fits what a trial, a step and a row cost on this machine now, from timed trainings. */
import type { TrainingWork } from "../training/estimate-training.ts";
import type { Speed } from "../training/task-table.ts";

export interface PaceSample {
  readonly work: TrainingWork;
  /** the work done */
  readonly share: number;
  readonly seconds: number;
  /** its weight among the others, 0 .. 1 */
  readonly weight: number;
}

export interface Pace extends Speed {
  /** per trial, whatever its size */
  readonly secondsPerTrial: number;
}

/** Typical of today's machines. Only the ratios are used, until trainings of different sizes have shown them. */
const PRIOR: Pace = { secondsPerStep: 5e-6, secondsPerRowWeight: 1e-10, secondsPerTrial: 0.02 };
/** the prior's weight, in timed trainings */
const PRIOR_WEIGHT = 0.05;
/** only the latest trainings: they tell more of the present pace, and a larger fit would take time */
const MOST_SAMPLES = 300;
/** a sample's weight halves over this share of all samples */
const HALF_LIFE_SHARE = 0.25;
const SWEEPS = 60;

/**
 * Each cost is a multiple, at least 0, of the prior's. They minimize the relative errors, weighted by the time that the
 * trainings took: ridge regression towards the prior times its single best factor, by coordinate descent. Null without
 * a sample.
 */
export function fitPace(all: readonly PaceSample[]): Pace | null {
  const samples = all.slice(-MOST_SAMPLES).filter(({ seconds, share }) => seconds > 0 && share > 0);
  if (samples.length === 0) return null;
  // later samples count for more: the machine's other load changes
  const recency = samples.map(
    ({ weight }, i) => weight * 0.5 ** ((samples.length - 1 - i) / (HALF_LIFE_SHARE * samples.length + 2)),
  );
  const taken = sum(samples.map(({ seconds }, i) => recency[i]! * seconds));
  const ratio = taken / sum(samples.map(({ work, share }, i) => recency[i]! * share * secondsOf(work, PRIOR)));
  const ridge = (PRIOR_WEIGHT * taken) / sum(recency);
  // the part of a sample's time that each cost explains at the prior's values
  const rows = samples.map(({ work, share, seconds }, i) => ({
    weight: recency[i]! * seconds,
    parts: partsOf(work).map((part, of) => (share * ratio * part * priors[of]!) / seconds),
  }));
  const gram = priors.map((_, i) =>
    priors.map((_, j) => sum(rows.map(({ weight, parts }) => weight * parts[i]! * parts[j]!))),
  );
  const target = priors.map((_, i) => sum(rows.map(({ weight, parts }) => weight * parts[i]!)));
  const factors = priors.map(() => 1);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const [i, row] of gram.entries()) {
      const others = sum(row.map((value, j) => (j === i ? 0 : value * factors[j]!)));
      factors[i] = Math.max(0, (target[i]! + ridge - others) / (row[i]! + ridge));
    }
  }
  const [perStep, perRow, perTrial] = factors.map((factor, i) => factor * ratio * priors[i]!) as [
    number,
    number,
    number,
  ];
  return { secondsPerStep: perStep, secondsPerRowWeight: perRow, secondsPerTrial: perTrial };
}

export function secondsOf(work: TrainingWork, pace: Pace): number {
  const [steps, rowWeights, trials] = partsOf(work);
  return steps * pace.secondsPerStep + rowWeights * pace.secondsPerRowWeight + trials * pace.secondsPerTrial;
}

const priors = [PRIOR.secondsPerStep, PRIOR.secondsPerRowWeight, PRIOR.secondsPerTrial];

function partsOf({ steps, rowWeights }: TrainingWork): [steps: number, rowWeights: number, trials: number] {
  return [steps, rowWeights, 1];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
