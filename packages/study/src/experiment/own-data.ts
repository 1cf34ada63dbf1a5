/** Data of one's own in an experiment: what of it is completed where it can be read, and what a trial has of it. */
import { readSteps } from "minibatch-data";
import {
  completeFile,
  type DrawnFileData,
  type FileData,
  type FileInput,
  type FileOpened,
  isFileData,
  notInputs,
} from "minibatch-data/sets";
import { ExperimentError } from "./experiment-error.ts";
import type { ExperimentInput } from "./experiment-input.ts";
import { relocate } from "./relocate.ts";
import { fileSchema } from "./schema/file-schema.ts";
import { parsePart } from "./schema/parse-part.ts";
import type { ExperimentSpec } from "./spec.ts";

/** The file that an experiment as it was written trains on, its form checked; null where it trains on a set. */
export function fileOf(input: unknown): FileInput | null {
  if (typeof input !== "object" || input === null) return null;
  const { data } = input as Partial<ExperimentInput>;
  if (typeof data !== "object" || data === null || !isFileData(data)) return null;
  return parsePart(fileSchema, data, ["data"]);
}

/**
 * The experiment with what its file was found to hold. Folds are written as repeats and kept with the split, for they
 * are one.
 */
export function withFile(input: ExperimentInput, opened: FileOpened): ExperimentInput {
  const file = fileOf(input);
  if (file === null) return input;
  const folds = foldsOf(input.repeats);
  const split = folds === null ? file.split : { ...file.split, folds };
  const data = relocate(() => completeFile({ ...file, split }, opened));
  return { ...input, data, ...(folds !== null && { repeats: folds }) };
}

/** What is read from a file must be there. Throws ExperimentError. */
export function checkRead(data: object): void {
  if ("module" in data) {
    throw new ExperimentError(
      ["data", "module"],
      `cannot be ${JSON.stringify(data.module)} here: nobody has run it yet; give the experiment to minibatch sweep ` +
        "or train, which run modules, or draw its rows from a set",
    );
  }
  if (!isFileData(data) || data.found !== undefined) return;
  const { file } = data as FileInput;
  throw new ExperimentError(
    ["data", "file"],
    `cannot be ${JSON.stringify(file)} here: nobody has read it yet; give the experiment to minibatch sweep or ` +
      "train, which read files, or draw its rows from a set",
  );
}

type Steps = ExperimentSpec["preprocessing"];

/** Only a file has steps: `auto` where none were written. Throws ExperimentError. */
export function completeSteps(data: object | null, written: Steps): { readonly preprocessing?: NonNullable<Steps> } {
  if (written !== undefined) relocate(() => readSteps(written));
  if (data !== null && isFileData(data)) return { preprocessing: written ?? "auto" };
  if (written === undefined) return {};
  const what = data === null ? "without a file" : "beside a named set, whose rows are numbers";
  throw new ExperimentError(["preprocessing"], `cannot stand ${what}; leave it out`);
}

function foldsOf(repeats: unknown): number | null {
  if (typeof repeats !== "object" || repeats === null || !("folds" in repeats)) return null;
  const { folds } = repeats;
  if (typeof folds === "number" && Number.isSafeInteger(folds) && folds >= 2 && folds <= 1000) return folds;
  throw new ExperimentError(["repeats", "folds"], `cannot be ${String(folds)}: folds are a whole number of 2 to 1000`);
}

/** Repeats draw different splits; those of a cross-validation are the parts of one. */
export function drawFile(
  data: FileData,
  { seed, experimentSeed }: Readonly<Record<"seed" | "experimentSeed", number>>,
): DrawnFileData {
  const { split } = data;
  if (split.folds === null) return { ...data, split: { ...split, seed: split.seed ?? seed } };
  return {
    ...data,
    split: { ...split, seed: split.seed ?? experimentSeed, fold: (seed - experimentSeed) % split.folds },
  };
}

/** Numbers of a row as they would be if every text of the file were trained on: the rows decide. */
export function nominalInputs(data: FileData): number {
  const { found, target } = data;
  const left = notInputs(data);
  const widths = found.columns
    .filter(({ name }) => !target.includes(name) && !left.includes(name))
    .map(({ levels = 1, shape = [] }) => Math.max(1, levels) * shape.reduce((product, size) => product * size, 1));
  return Math.max(
    1,
    widths.reduce((sum, width) => sum + width, 0),
  );
}

/** Whether a value that came from a file is what a training on a file is described by, complete and drawn. */
export function isDrawnFileData(value: unknown): value is DrawnFileData {
  if (typeof value !== "object" || value === null || !isFileData(value)) return false;
  const { split, ...rest } = value as Readonly<Record<string, unknown>>;
  if (typeof split !== "object" || split === null) return false;
  const { fold = 0, ...dealt } = split as Readonly<Record<string, unknown>>;
  const { data } = fileSchema.safeParse({ ...rest, split: dealt });
  const isDealt = SPLIT_FIELDS.every((field) => Object.hasOwn(dealt, field)) && typeof dealt.seed === "number";
  const isComplete =
    data?.found !== undefined && Array.isArray(data.target) && data.task !== undefined && data.types !== undefined;
  return isDealt && isComplete && data.ignore !== undefined && Number.isSafeInteger(fold) && (fold as number) >= 0;
}

const SPLIT_FIELDS = ["validation", "test", "stratify", "group", "order", "column", "files", "folds", "seed"] as const;
