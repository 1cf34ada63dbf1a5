/** From what a user wrote to the experiment: where it trains on a file of one's own, with what that was found to hold. */
import { defineExperiment, type ExperimentInput, type ExperimentSpec, fileOf, withFile } from "study";
import { ownErrors } from "../data/own-errors.ts";
import { type OwnRows, openOwnFiles, readOwnFiles } from "../data/own-files.ts";

/** An experiment, and the rows of the file that it trains on; null where that is a named set. */
export interface ReadExperiment {
  readonly spec: ExperimentSpec;
  readonly own: OwnRows | null;
}

/**
 * `folder`: the experiment's, from which its file is named. Throws ExperimentError for the experiment, InputError for
 * the file.
 */
export async function completeExperiment(input: ExperimentInput, folder: string): Promise<ReadExperiment> {
  const file = fileOf(input);
  if (file === null) return { spec: defineExperiment(input), own: null };
  const files = readOwnFiles(file, folder);
  return ownErrors(async () => {
    const opened = await openOwnFiles(file, files);
    return { spec: defineExperiment(withFile(input, opened)), own: { frame: opened.frame, files } };
  });
}
