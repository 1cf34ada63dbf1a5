/** The rows of a training: split by its seed, prepared by what its training rows teach. */
import type { Dataset } from "minibatch";
import type { Frame } from "../frame/frame.ts";
import { fitPreparation } from "../preprocessing/fit-preparation.ts";
import type { Preparation } from "../preprocessing/preparation.ts";
import type { StepsInput } from "../preprocessing/read-step.ts";
import { prepareRows } from "../preprocessing/prepare-rows.ts";
import { prepareTargets } from "../preprocessing/prepare-targets.ts";
import type { Splits } from "../sets/data-set.ts";
import { targetOfFile } from "./complete-file.ts";
import type { DrawnFileData } from "./file-data.ts";
import { type FrameSplit, splitFrame } from "./split-frame.ts";

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
  const pick = (those: Uint32Array): Dataset => ({
    x: prepareRows(preparation, frame, those),
    y: prepareTargets(preparation, frame, those),
  });
  const orNone = (those: Uint32Array): Dataset | null => (those.length === 0 ? null : pick(those));
  return { train: pick(rows.train), validation: orNone(rows.validation), test: orNone(rows.test), preparation, rows };
}

/** What says which split a row is in tells nothing of the row itself. */
export function notInputs({ ignore, split }: Pick<DrawnFileData, "ignore" | "split">): readonly string[] {
  return split.column === null ? ignore : [...ignore, split.column];
}
