/**
 * A network and a training to begin with, by rules that are told beside what they gave. They are no advice for one set:
 * they give a training that goes through in a minute or so and is not far off, from which a search goes on.
 */

export interface ChosenModel {
  readonly hidden: readonly number[];
  readonly why: string;
}

const NARROWEST = 16;
const WIDEST = 256;
/** Of fewer rows one layer learns what there is. */
const ROWS_FOR_TWO = 1000;

/** `features`: numbers of a prepared row; `rows`: those trained on. */
export function chooseHidden(features: number, rows: number): ChosenModel {
  const width = Math.min(WIDEST, Math.max(NARROWEST, powerAtLeast(2 * features)));
  const rule = `twice the ${features} numbers of a row, as a power of two from ${NARROWEST} to ${WIDEST}`;
  if (rows < ROWS_FOR_TWO) return { hidden: [width], why: `${rule}; one layer, since there are fewer than 1,000 rows` };
  return { hidden: [width, width / 2], why: `${rule}; half as many behind them, since there are 1,000 rows or more` };
}

export interface ChosenTraining {
  readonly batchSize: number;
  readonly epochs: number;
  readonly patience: number;
  /** steps of one epoch */
  readonly steps: number;
}

const [LEAST_BATCH, MOST_BATCH] = [8, 512];
/** With Adam at its default rate tables are mostly learnt by then. */
export const STEPS = 4000;
const [LEAST_EPOCHS, MOST_EPOCHS] = [10, 200];

/** Batches near the square root of the rows, as a power of two; epochs, in tens, that make about 4,000 steps. */
export function chooseTraining(rows: number): ChosenTraining {
  const root = powerAtMost(Math.sqrt(rows) * Math.SQRT2);
  const batchSize = Math.min(MOST_BATCH, Math.max(Math.min(LEAST_BATCH, powerAtMost(rows)), root));
  const steps = Math.ceil(rows / batchSize);
  const epochs = Math.min(MOST_EPOCHS, Math.max(LEAST_EPOCHS, 10 * Math.round(STEPS / steps / 10)));
  return { batchSize, epochs, patience: Math.max(3, Math.round(epochs / 10)), steps };
}

function powerAtLeast(count: number): number {
  let power = 1;
  while (power < count && power < WIDEST) power *= 2;
  return power;
}

function powerAtMost(count: number): number {
  let power = 1;
  while (2 * power <= count && power < MOST_BATCH) power *= 2;
  return power;
}
