/** The file that `minibatch gradcheck` reads: JSON or YAML with a model, and how many rows to try it on. */
import { defineModel, type ModelSpec, SpecError } from "minibatch";
import { parsePath } from "study/json";
import { InputError } from "../../errors.ts";
import { DocumentError } from "../../experiment-files/documents/document-error.ts";
import { locateNode } from "../../experiment-files/documents/locate-node.ts";
import { parseDocument } from "../../experiment-files/documents/parse-document.ts";
import { readNode } from "../../experiment-files/documents/read-node.ts";
import { formatPlace, placeAt } from "../../experiment-files/file-place.ts";
import { readText } from "../../experiment-files/read-text.ts";

export interface GradcheckSpec {
  readonly model: ModelSpec;
  /** rows; undefined leaves it to the library */
  readonly batch: number | undefined;
  readonly seed: number | undefined;
}

const FIELDS = ["model", "batch", "seed"];
const LARGEST_BATCH = 100_000;

/** Throws InputError: one line that names the file, the place or the path in it, and the fix. */
export function readGradcheckSpec(file: string): GradcheckSpec {
  const text = readText(file);
  try {
    return readSpec(file, text);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw unreadable(file, `${formatPlace(placeAt(text, error.offset))}: ${error.message}`);
  }
}

function readSpec(file: string, text: string): GradcheckSpec {
  const document = parseDocument(text, "either");
  const value = document === null ? null : readNode(document, () => false);
  if (document === null || typeof value !== "object" || value === null || Array.isArray(value)) {
    throw unreadable(file, "it is not an object; it should be {model, batch, seed}");
  }
  const unknown = Object.keys(value).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined)
    throw unreadable(file, `its field ${unknown} is not known; the fields are ${FIELDS.join(", ")}`);
  const { model, batch, seed } = value as Readonly<Record<string, unknown>>;
  if (model === undefined) throw unreadable(file, "it has no model; add model: {inputs, layers, loss}");
  return {
    model: readModel(model, (path) => locateNode(document, ["model", ...(parsePath(path) ?? [])])),
    batch: wholeNumber(file, "batch", batch, 1, LARGEST_BATCH),
    seed: wholeNumber(file, "seed", seed, 0, Number.MAX_SAFE_INTEGER),
  };
}

function readModel(model: unknown, offsetOf: (path: string) => number): ModelSpec {
  try {
    return defineModel(model as ModelSpec);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new DocumentError(offsetOf(error.path), `model.${error.message}`);
  }
}

function wholeNumber(file: string, field: string, value: unknown, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw unreadable(file, `${field} is ${JSON.stringify(value)}; it should be a whole number from ${least} to ${most}`);
}

function unreadable(file: string, reason: string): InputError {
  return new InputError(`Cannot read ${file}: ${reason}`);
}
