/** The file that `minibatch gradcheck` reads: JSON or YAML with a model, and how many rows to try it on. */
import { readFileSync } from "node:fs";
import { defineModel, type ModelSpec } from "minibatch";
import { LineCounter, parseDocument } from "yaml";
import { InputError } from "../errors.ts";
import { describeReadFailure } from "../files/describe-read-failure.ts";

export interface GradcheckSpec {
  readonly model: ModelSpec;
  /** rows; undefined leaves it to the library */
  readonly batch: number | undefined;
  readonly seed: number | undefined;
}

const FIELDS = ["model", "batch", "seed"];
const LARGEST_BATCH = 100_000;

/** Throws InputError or SpecError: one line that names the file or the path in it, and the fix. */
export function readGradcheckSpec(file: string): GradcheckSpec {
  const value = parseFile(file);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw refuse(file, "it is not an object; it should be {model, batch, seed}");
  }
  const unknown = Object.keys(value).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined)
    throw refuse(file, `its field ${unknown} is not known; the fields are ${FIELDS.join(", ")}`);
  const { model, batch, seed } = value as Readonly<Record<string, unknown>>;
  if (model === undefined) throw refuse(file, "it has no model; add model: {inputs, layers, loss}");
  return {
    model: defineModel(model as ModelSpec),
    batch: wholeNumber(file, "batch", batch, 1, LARGEST_BATCH),
    seed: wholeNumber(file, "seed", seed, 0, Number.MAX_SAFE_INTEGER),
  };
}

/** YAML 1.2 holds JSON, so one parser reads both. */
function parseFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw refuse(file, describeReadFailure(error));
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const { line, col } = lineCounter.linePos(problem.pos[0]);
    throw refuse(file, `line ${line}, column ${col} is neither JSON nor YAML (${problem.message})`);
  }
  try {
    return document.toJS();
  } catch (error) {
    throw refuse(file, error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(file: string, field: string, value: unknown, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw refuse(file, `${field} is ${JSON.stringify(value)}; it should be a whole number from ${least} to ${most}`);
}

function refuse(file: string, reason: string): InputError {
  return new InputError(`Cannot read ${file}: ${reason}`);
}
