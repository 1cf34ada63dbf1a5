/** Experiments written in YAML 1.2 or JSON: what is wrong with one is told with its line and column. */
import { parseDocument } from "yaml";
import { InputError } from "../../errors.ts";
import { defineExperiment } from "../define-experiment.ts";
import { ExperimentError } from "../experiment-error.ts";
import type { ExperimentInput } from "../experiment-input.ts";
import type { ExperimentSpec } from "../spec.ts";
import { type FilePlace, formatPlace, placeAt } from "./file-place.ts";
import { findJsonMistake } from "./find-json-mistake.ts";
import { locateNode } from "./locate-node.ts";
import { readText } from "./read-text.ts";

/** Throws InputError: one line with the file, the line and the column. */
export function readDocument(file: string, language: "yaml" | "json"): ExperimentSpec {
  const text = readText(file);
  const mistake = language === "json" ? findJsonMistake(text) : null;
  if (mistake !== null) throw refuse(file, placeAt(text, mistake.offset), `is not JSON: ${mistake.reason}`);
  // YAML 1.2 holds JSON: one parser knows the places of both
  const document = parseDocument(text, { prettyErrors: false });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw refuse(file, placeAt(text, problem.pos[0]), describe(problem.code, problem.message));
  if (document.contents === null)
    throw new InputError(`Cannot use ${file}: it is empty; it should describe an experiment`);
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    throw new InputError(`Cannot use ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return defineExperiment(value as ExperimentInput);
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    throw refuse(file, placeAt(text, locateNode(document, error.segments)), error.message);
  }
}

function describe(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") return "this key is there already; leave one out";
  if (code === "MULTIPLE_DOCS")
    return "a second document begins; an experiment is one, put the others in files of their own";
  return `is not YAML: ${message}`;
}

function refuse(file: string, place: FilePlace, reason: string): InputError {
  return new InputError(`Cannot use ${file}: ${formatPlace(place)}: ${reason.replaceAll(/\s*\n\s*/g, " ")}`);
}
