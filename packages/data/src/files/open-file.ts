/** The rows of a training: split by its seed, prepared by what its training rows teach. */
import type { Dataset } from "minibatch";
import type { Frame } from "../frame/frame.ts";
import { fitPreparation } from "../preprocessing/fit-preparation.ts";
import type { Preparation } from "../preprocessing/preparation.ts";
import { prepareRows } from "../preprocessing/prepare-rows.ts";
import { prepareTargets } from "../preprocessing/prepare-targets.ts";
import type { StepsInput } from "../preprocessing/read-step.ts";
import type { Splits } from "../sets/data-set.ts";
import { targetOfFile } from "./complete-file.ts";
import type { ColumnFacts, DrawnFileData, FileData } from "./file-data.ts";
import { type FrameSplit, splitFrame } from "./split-frame.ts";
import { weightsOf } from "./weights-of.ts";

/** The splits of a file, as numbers. */
export interface OpenedFile extends Splits {
  readonly preparation: Preparation;
  /** which rows of the frame each split has */
  readonly rows: FrameSplit;
}

/** Throws DataError for rows that cannot be prepared. */
export function openFile(data: DrawnFileData, steps: StepsInput, frame: Frame): OpenedFile {
  const rows = splitFrame(frame, data);
  const target = targetOfFile(data);
  const preparation = fitPreparation(frame, { target, ignore: notInputs(data), steps, train: rows.train });
  const weights = data.weights === undefined ? null : weightsOf(frame, data.weights);
  const pick = (those: Uint32Array): Dataset => ({
    x: prepareRows(preparation, frame, those),
    y: prepareTargets(preparation, frame, those),
    ...(weights !== null && { weights: Float32Array.from(those, (row) => weights[row] as number) }),
  });
  const orNone = (those: Uint32Array): Dataset | null => (those.length === 0 ? null : pick(those));
  return { train: pick(rows.train), validation: orNone(rows.validation), test: orNone(rows.test), preparation, rows };
}

/**
 * What deals the rows out is no input: the name of a person or the split says nothing of the row itself, and of dates
 * as texts, those to come were never seen. Nor is how much a row counts.
 */
export function notInputs({
  ignore,
  weights = null,
  split,
  found,
}: Pick<FileData, "ignore" | "split"> & {
  readonly weights?: string | null | undefined;
  readonly found: { readonly columns: readonly Pick<ColumnFacts, "name" | "type">[] };
}): readonly string[] {
  const isText = found.columns.some(({ name, type }) => name === split.order && type === "category");
  const dealt = [weights, split.column, split.group, isText ? split.order : null].filter(
    (name): name is string => name !== null && !ignore.includes(name),
  );
  return [...ignore, ...dealt];
}
