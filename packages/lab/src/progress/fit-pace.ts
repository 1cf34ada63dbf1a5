/** What a trial, a step and a row of it cost on this machine now, from trainings that were timed. */
import type { TrainingWork } from "../training/estimate-training.ts";
import type { Speed } from "../training/task-table.ts";

export interface PaceSample {
  readonly work: TrainingWork;
  /** how much of it was done */
  readonly share: number;
  readonly seconds: number;
  /** how much it counts beside the others, 0 .. 1 */
  readonly weight: number;
}

export interface Pace extends Speed {
  /** whatever its size */
  readonly secondsPerTrial: number;
}

/**
 * Of a machine of today; only how the three compare is used, and only until trainings of unlike sizes have shown it.
 */
const PRIOR: Pace = { secondsPerStep: 5e-6, secondsPerRowWeight: 1e-10, secondsPerTrial: 0.02 };
/** how many timed trainings the prior weighs */
const PRIOR_WEIGHT = 0.05;
/** later trainings tell more of the machine's pace now; of more the fit would cost time */
const MOST_SAMPLES = 300;
/** of the samples: as many before one as this count for half as much */
const HALF_LIFE_SHARE = 0.25;
const SWEEPS = 60;

/**
 * Each cost is a multiple of the prior's that is not below 0, so that the relative errors, weighed by the time the
 * trainings took, are least: ridge regression towards the prior times its one best factor, by coordinate descent. Null
 * without a sample.
 */
export function fitPace(all: readonly PaceSample[]): Pace | null {
  const samples = all.slice(-MOST_SAMPLES).filter(({ seconds, share }) => seconds > 0 && share > 0);
  if (samples.length === 0) return null;
  // the later ones count for more: what else the machine does changes
  const recency = samples.map(
    ({ weight }, i) => weight * 0.5 ** ((samples.length - 1 - i) / (HALF_LIFE_SHARE * samples.length + 2)),
  );
  const taken = sum(samples.map(({ seconds }, i) => recency[i]! * seconds));
  const ratio = taken / sum(samples.map(({ work, share }, i) => recency[i]! * share * secondsOf(work, PRIOR)));
  const ridge = (PRIOR_WEIGHT * taken) / sum(recency);
  // how much of a sample's time each cost explains at the prior's multiple 1
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
