/** Experiments written in TypeScript or JavaScript: the file's default export, whole or as `defineExperiment` takes it. */
import { realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { InputError } from "../../errors.ts";
import { defineExperiment } from "../define-experiment.ts";
import type { ExperimentInput } from "../experiment-input.ts";
import type { Segments } from "../path.ts";
import type { ExperimentSpec } from "../spec.ts";
import { describeImportError } from "./describe-import-error.ts";
import { formatPlace, placeAt } from "./file-place.ts";
import { importFile } from "./import-file.ts";
import { locateInSource } from "./locate-in-source.ts";
import { readText } from "./read-text.ts";

/** The file's code runs, once in a process. Throws InputError: one line with the file and, as well as it is known, line and column. */
export async function readModule(file: string): Promise<ExperimentSpec> {
  const source = readText(file);
  // as the engine names it in stacks
  const path = realpathSync(file);
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = await importFile(pathToFileURL(path).href);
  } catch (error) {
    throw (
      refuseExperiment(file, source, error) ??
      new InputError(`Cannot use ${file}: ${describeImportError(error, path, source)}`, { cause: error })
    );
  }
  if (!Object.hasOwn(exported, "default")) {
    throw new InputError(`Cannot use ${file}: it has no default export; write export default defineExperiment({...})`);
  }
  try {
    return defineExperiment(exported.default as ExperimentInput);
  } catch (error) {
    throw refuseExperiment(file, source, error) ?? error;
  }
}

/** Null for any other error. The experiment's own copy of the lab may have thrown it: it is known by its segments. */
function refuseExperiment(file: string, source: string, error: unknown): InputError | null {
  if (!(error instanceof Error) || error.name !== "ExperimentError" || !("segments" in error)) return null;
  const offset = locateInSource(source, error.segments as Segments);
  const where = offset === null ? "" : `near ${formatPlace(placeAt(source, offset))}: `;
  return new InputError(`Cannot use ${file}: ${where}${error.message}`, { cause: error });
}
