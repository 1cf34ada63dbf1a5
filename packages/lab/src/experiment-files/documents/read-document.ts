/** Reads experiments in YAML 1.2 or JSON; errors name the line and column. */

import { defineExperiment, ExperimentError, type ExperimentInput, type ExperimentSpec } from "study";
import type { Segments } from "study/json";
import { InputError } from "../../errors.ts";
import { formatPlace, placeAt } from "../file-place.ts";
import { readText } from "../read-text.ts";
import { DocumentError } from "./document-error.ts";
import { locateNode } from "./locate-node.ts";
import { type Language, parseDocument } from "./parse-document.ts";
import { readNode } from "./read-node.ts";

/** Throws InputError: one line with the file, the line and the column. */
export function readDocument(file: string, language: Language): ExperimentSpec {
  const text = readText(file);
  try {
    const document = parseDocument(text, language);
    if (document === null) throw new InputError(`Cannot use ${file}: it is empty; it should describe an experiment`);
    const input = readNode(document, isLabelled) as ExperimentInput;
    return locate(
      () => defineExperiment(input),
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

function locate<T>(define: () => T, offsetOf: (segments: Segments) => number): T {
  try {
    return define();
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    throw new DocumentError(offsetOf(error.segments), error.message);
  }
}
