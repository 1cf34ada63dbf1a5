/** Reads experiments in YAML 1.2 or JSON; errors name the line and column. */

import { dirname } from "node:path";
import { ExperimentError, type ExperimentInput } from "study";
import type { Segments } from "study/json";
import type { KeptFiles } from "../../data/own-files.ts";
import { InputError } from "../../errors.ts";
import { completeExperiment, type ReadExperiment } from "../complete-experiment.ts";
import { formatPlace, placeAt } from "../file-place.ts";
import { readText } from "../read-text.ts";
import { DocumentError } from "./document-error.ts";
import { locateNode } from "./locate-node.ts";
import { type Language, parseDocument } from "./parse-document.ts";
import { readNode } from "./read-node.ts";

/**
 * `folder`: from which it names its files and modules; `kept`: where a complete one's are, too. Throws InputError: one
 * line with the file, line and column.
 */
export async function readDocument(
  file: string,
  language: Language,
  folder: string = dirname(file),
  kept: KeptFiles | null = null,
): Promise<ReadExperiment> {
  const text = readText(file);
  try {
    const document = parseDocument(text, language);
    if (document === null) throw new InputError(`Cannot use ${file}: it is empty; it should describe an experiment`);
    const input = readNode(document, isLabelled) as ExperimentInput;
    return await locate(
      () => completeExperiment(input, folder, kept),
      (segments) => locateNode(document, segments),
    );
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const reason = error.message.replaceAll(/\s*\n\s*/g, " ");
    throw new InputError(`Cannot use ${file}: ${formatPlace(placeAt(text, error.offset))}: ${reason}`, {
      cause: error,
    });
  }
}

/** `parameters.NAME.values`: a map from labels to values, whose order matters. */
function isLabelled(path: Segments): boolean {
  return path.length === 3 && path[0] === "parameters" && path[2] === "values";
}

async function locate<T>(define: () => Promise<T>, offsetOf: (segments: Segments) => number): Promise<T> {
  try {
    return await define();
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    throw new DocumentError(offsetOf(error.segments), error.message);
  }
}
