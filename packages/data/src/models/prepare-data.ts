/** A frame made ready to train on, in one call: target, splits, preprocessing, and the model that follows from them. */
import { type Dataset, type ModelInput, SpecError } from "minibatch";
import { completeSplit } from "../files/complete-file.ts";
import type { SplitInput } from "../files/file-data.ts";
import { notInputs } from "../files/open-file.ts";
import { type FrameSplit, splitFrame } from "../files/split-frame.ts";
import type { Frame } from "../frame/frame.ts";
import { fitPreparation } from "../preprocessing/fit-preparation.ts";
import type { Preparation } from "../preprocessing/preparation.ts";
import { prepareRows } from "../preprocessing/prepare-rows.ts";
import { prepareTargets } from "../preprocessing/prepare-targets.ts";
import type { StepsInput } from "../preprocessing/read-step.ts";
import { describeTarget } from "../targets/describe-target.ts";
import { inferTarget } from "../targets/infer-target.ts";
import { describeHead, type ModelOptions, modelFor } from "../targets/model-for.ts";
import type { TargetTask } from "../targets/target.ts";

/** As below `data:` and `preprocessing:` of an experiment. Only the target is needed. */
export interface PrepareOptions {
  /** a column, or several */
  readonly target: string | readonly string[];
  /** default: as the target's columns are */
  readonly task?: TargetTask | undefined;
  /** columns that are no inputs */
  readonly ignore?: readonly string[] | undefined;
  /** default "auto" */
  readonly preprocessing?: StepsInput | undefined;
  /** default: a fifth of the rows validates, a fifth tests; drawn by `seed`, default 0 */
  readonly split?: SplitInput | undefined;
  /** rows are put on memory that threads share; default false */
  readonly shared?: boolean | undefined;
}

/** What `createTrainer`, `fit` and `saveModel` take. */
export interface PreparedData {
  readonly preparation: Preparation;
  readonly train: Dataset;
  /** null where no row validates */
  readonly validation: Dataset | null;
  readonly test: Dataset | null;
  /** which rows of the frame each split has */
  readonly rows: FrameSplit;
  /** what was found and chosen, a sentence each */
  readonly says: readonly string[];
  /** the model for these data, of hidden layers alone: `model({ hidden: [64, 32] })` */
  model(options?: ModelOptions): ModelInput;
}

/**
 * Preprocessing is fitted on the training rows alone.
 *
 * @throws SpecError and DataError in one line, with the row's place where one is at fault.
 */
export function prepareData(frame: Frame, options: PrepareOptions): PreparedData {
  const { task, ignore = [], preprocessing, shared = false } = options;
  const target = inferTarget(frame, options.target, task ?? null);
  const written = options.split ?? {};
  checkCounts(written);
  const complete = completeSplit(written, target, "split");
  const split = { ...complete, seed: complete.seed ?? 0 };
  const rows = splitFrame(frame, { split, target: target.columns });
  const left = notInputs({
    ignore,
    split,
    found: { columns: frame.columns.map(({ name, kind }) => ({ name, type: kind })) },
  });
  const preparation = fitPreparation(frame, { target, ignore: left, steps: preprocessing, train: rows.train });
  const datasetOf = (numbers: Uint32Array): Dataset => ({
    x: prepareRows(preparation, frame, numbers, shared),
    y: prepareTargets(preparation, frame, numbers),
  });
  const datasetOrNone = (numbers: Uint32Array) => (numbers.length === 0 ? null : datasetOf(numbers));
  return {
    preparation,
    train: datasetOf(rows.train),
    validation: datasetOrNone(rows.validation),
    test: datasetOrNone(rows.test),
    rows,
    says: [`${describeTarget(target)}; ${describeHead(target)}`, ...preparation.chosen],
    model: (model = {}) => modelFor(target, preparation, model),
  };
}

/** An experiment's schema has checked them there. */
function checkCounts(split: SplitInput): void {
  for (const name of ["validation", "test"] as const) {
    const given = split[name];
    if (given === undefined || (given >= 0 && (given < 1 || Number.isSafeInteger(given)))) continue;
    throw new SpecError(`split.${name}`, `cannot use ${given}: it must be a share below 1, or a whole number of rows`);
  }
}
