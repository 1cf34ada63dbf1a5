/** Trains a run of the suite, and asks the doctor. */
import {
  applyChange,
  type Change,
  createTrainer,
  type Dataset,
  DivergedError,
  type EpochReport,
  type Finding,
  type Trainer,
} from "minibatch";
import type { HealthyRun, Pathology, RunSpec } from "./case.ts";

export interface Outcome {
  readonly findings: readonly Finding[];
  /** of the network that is kept; infinite when it diverged */
  readonly validationLoss: number;
  readonly reports: readonly EpochReport[];
}

/** Trains and validates; `change` is applied first. */
export async function runCase(
  { draw, spec }: HealthyRun,
  seed: number,
  { change = {}, doctor = false }: { readonly change?: Change; readonly doctor?: boolean } = {},
): Promise<Outcome> {
  const drawn = draw(seed);
  const { preprocessing, model, optimizer, training } = applyChange(spec, change);
  const { train, validation } = preprocessing === "auto" ? standardize(drawn) : drawn;
  using trainer = await createTrainer({ model, optimizer, seed });
  const reports: EpochReport[] = [];
  try {
    const options = { ...training, validation, evaluateTrain: doctor, doctor };
    for await (const report of trainer.epochs(train, options)) reports.push(report);
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
    return { findings: error.findings, validationLoss: Number.POSITIVE_INFINITY, reports };
  }
  const validationLoss = await lossOf(trainer, validation);
  return { findings: reports.at(-1)?.findings ?? [], validationLoss, reports };
}

async function lossOf(trainer: Trainer, validation: Dataset): Promise<number> {
  try {
    return (await trainer.evaluate(validation)).loss;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Inputs to mean 0 and standard deviation 1, by the training rows. */
function standardize({ train, validation }: { readonly train: Dataset; readonly validation: Dataset }) {
  const { x } = train;
  if (x.kind !== "dense") throw new TypeError("Cannot standardize compressed rows");
  const { features, rows, scale, values } = x;
  const means = new Float64Array(features);
  const variances = new Float64Array(features);
  values.forEach((value, i) => {
    means[i % features]! += (value * scale) / rows;
  });
  values.forEach((value, i) => {
    variances[i % features]! += (value * scale - means[i % features]!) ** 2 / rows;
  });
  const apply = ({ x: given, y }: Dataset): Dataset => {
    const scaled = Float32Array.from(given.values, (value, i) => {
      const column = i % features;
      const sd = Math.sqrt(variances[column]!);
      return (value * scale - means[column]!) / (sd > 0 ? sd : 1);
    });
    return { x: { kind: "dense", rows: given.rows, features, values: scaled, scale: 1 }, y };
  };
  return { train: apply(train), validation: apply(validation) };
}

export interface Judgement {
  readonly run: Pathology;
  readonly findings: readonly Finding[];
  /** whether the first finding, or any of them, names it */
  readonly namedFirst: boolean;
  readonly named: boolean;
  readonly change: Change;
  /** seeds in which the first advice lowered the validation loss, of those tried; null: nothing to apply */
  readonly lowered: { readonly seeds: number; readonly of: number } | null;
}

const DOCTORS_SEED = 1;
const PAIRED_SEEDS: readonly number[] = [11, 12, 13, 14, 15];

/** What the doctor says of a pathology at one seed, and, if it is tried, what its first advice does at five others. */
export async function judgePathology(run: Pathology, seed: number = DOCTORS_SEED, isTried = true): Promise<Judgement> {
  const { findings } = await runCase(run, seed, { doctor: true });
  const names = findings.map(({ kind }) => run.namedBy.includes(kind));
  const change = findings[0]?.advices[0]?.change ?? {};
  const named = { namedFirst: names[0] === true, named: names.includes(true) };
  if (!isTried || Object.keys(change).length === 0) return { run, findings, ...named, change, lowered: null };
  let seeds = 0;
  for (const paired of PAIRED_SEEDS) {
    const before = await runCase(run, paired);
    const after = await runCase(run, paired, { change });
    if (after.validationLoss < before.validationLoss) seeds++;
  }
  return { run, findings, ...named, change, lowered: { seeds, of: PAIRED_SEEDS.length } };
}

/** What the doctor finds in a run with nothing wrong. */
export async function findInHealthy(run: HealthyRun, seed: number = DOCTORS_SEED): Promise<readonly Finding[]> {
  return (await runCase(run, seed, { doctor: true })).findings;
}

/** Whether the first advice lowered the loss in at least 4 of 5 seeds. */
export function isCured({ lowered }: Judgement): boolean {
  return lowered !== null && lowered.seeds >= 4;
}

export type { RunSpec };
