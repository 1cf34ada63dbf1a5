/** How well a network does on raw rows with their targets: those it was trained from, or a file's. */
import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  type ClassFigures,
  type DrawnFileData,
  dataSets,
  type Evaluation,
  evaluateAnswers,
  type FileData,
  inputTypes,
  isFileData,
  type Preparation,
  prepareRows,
  prepareTargets,
  readers,
  splitFrame,
  targetNumbers,
  targetTypes,
} from "minibatch-data";
import { openRows } from "../../data/open-rows.ts";
import { ownErrors } from "../../data/own-errors.ts";
import { findOwnFile, type OwnFile, openOwnFiles, readKeptFiles } from "../../data/own-files.ts";
import { InputError, UsageError } from "../../errors.ts";
import type { OpenModel } from "../../models/model-file.ts";
import type { ModelOrigin } from "../../models/model-origin.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { keptIn } from "../opening/kept-files.ts";
import type { OwnFileFlags } from "../options/own-file-options.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { formatTable } from "../tables/format-table.ts";
import { formatFigure } from "../tables/format-value.ts";
import { printResult } from "../terminal/print-result.ts";
import { mostConfused } from "./most-confused.ts";

interface EvaluateFlags extends StoreFlags {
  /** rows of a file; `--data` is the same */
  readonly input?: string;
  readonly data?: string;
  readonly read?: OwnFileFlags["read"];
  readonly split?: "train" | "validation" | "test";
  readonly json?: true;
}

type Evaluated = OpenModel & { readonly files: readonly OwnFile[] };

export async function evaluatePrepared(
  model: Evaluated,
  preparation: Preparation,
  given: string,
  flags: EvaluateFlags,
): Promise<void> {
  await ownErrors(async () => {
    const { trainer, origin } = model;
    const { frame, rows, split, file } = await chooseRows(model, preparation, given, flags);
    const x = prepareRows(preparation, frame, rows);
    const y = prepareTargets(preparation, frame, rows);
    const { loss } = await trainer.evaluate({ x, y });
    const truth = targetNumbers(preparation.target, frame, rows);
    const evaluation = evaluateAnswers(preparation, await trainer.predict(x), truth);
    const { keptEpoch, name } = origin;
    const document = { model: name, keptEpoch, file, split, target: preparation.target, loss, ...evaluation };
    const epoch = keptEpoch === null ? "" : `, epoch ${keptEpoch},`;
    const what = split === null ? file : `the ${split} split of ${file}`;
    printResult(flags.json, document, () =>
      [`${name}${epoch} on ${what}, ${x.rows} rows`, "", ...describeEvaluation(evaluation, loss)].join("\n"),
    );
  });
}

function describeEvaluation(evaluation: Evaluation, loss: number): readonly string[] {
  const { rows } = evaluation;
  if (evaluation.task === "regression") {
    const table = evaluation.perTarget.map(({ name, rSquared, meanAbsoluteError, rootMeanSquaredError }) => [
      name,
      rSquared === null ? "\u2013" : rSquared.toFixed(4),
      formatFigure(meanAbsoluteError),
      formatFigure(rootMeanSquaredError),
    ]);
    return [
      `loss ${loss.toFixed(5)}`,
      "",
      formatTable(["target", "R squared", "mean absolute error", "root mean squared error"], table, "lrrr"),
    ];
  }
  const right = `${Math.round(evaluation.accuracy * rows)} of ${rows} right`;
  if (evaluation.task === "labels") {
    return [
      `loss ${loss.toFixed(5)}, accuracy ${evaluation.accuracy.toFixed(4)} over all labels, every label right in ` +
        `${(100 * evaluation.exactRows).toFixed(1)}% of the rows`,
      "",
      formatTable(
        ["label", "rows", "precision", "recall", "F1"],
        evaluation.perLabel.map((one) => formatClass(one)),
        "lrrrr",
      ),
    ];
  }
  const { perClass, confusion, reliability } = evaluation;
  const names = perClass.map(({ name }) => name);
  const calibration =
    reliability.expectedError === null ? "" : `, expected calibration error ${reliability.expectedError.toFixed(4)}`;
  return [
    `loss ${loss.toFixed(5)}, accuracy ${evaluation.accuracy.toFixed(4)} (${right})${calibration}`,
    "",
    formatTable(
      ["class", "rows", "precision", "recall", "F1", "most often taken for"],
      perClass.map((one, i) => [...formatClass(one), mostConfused(confusion[i]!, i, names)]),
      "lrrrrl",
    ),
  ];
}

function formatClass({ name, count, precision, recall, f1 }: ClassFigures): string[] {
  return [name, String(count), precision.toFixed(4), recall.toFixed(4), f1.toFixed(4)];
}

async function chooseRows(model: Evaluated, preparation: Preparation, given: string, flags: EvaluateFlags) {
  const { split, read } = flags;
  const { data } = model.origin;
  const input = inputOf(flags, data, given);
  if (input !== undefined) {
    if (split !== undefined)
      throw new UsageError(
        `Cannot evaluate the ${split} split of ${input}: a file that is given has none; leave --split out`,
      );
    const path = resolveFromCaller(input);
    const { target } = preparation;
    const types = { ...inputTypes(preparation), ...targetTypes(preparation) };
    const frame = await openRows({ path, target: target.columns, types, trained: data, read: read ?? {} });
    return { frame, rows: null, split: null, file: input };
  }
  if (read !== undefined)
    throw new UsageError(`Cannot read ${given}'s own file otherwise than it was: --read is for a file of --data`);
  if (data === null || !isFileData(data)) {
    throw new UsageError(`Cannot evaluate ${given}: the file does not say what it was trained from; give --data FILE`);
  }
  const { frame } = await openOwnFiles(data, await filesOf(model, data, given, flags));
  const splits = splitFrame(frame, data as DrawnFileData);
  const name = split ?? (splits.test.length > 0 ? "test" : "validation");
  const rows = splits[name];
  if (rows.length === 0) {
    const there = (["train", "validation", "test"] as const).filter((known) => splits[known].length > 0);
    throw new UsageError(
      `Cannot evaluate on the ${name} split: ${data.file} has none here; there is ${there.join(" and ")}`,
    );
  }
  return { frame, rows, split: name, file: data.file };
}

/** `--input`, or `--data`, where named sets have their folder. Throws UsageError for both, and for such a folder. */
function inputOf({ input, data }: EvaluateFlags, trained: ModelOrigin["data"], given: string): string | undefined {
  if (data === undefined) return input;
  if (input !== undefined) {
    throw new UsageError(
      `Cannot evaluate ${given} on --data ${data} and --input ${input}: each names rows; leave one of them out`,
    );
  }
  const path = resolveFromCaller(data);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return data;
  const format = trained !== null && isFileData(trained) ? trained.format : null;
  const isFolder = readers.some((reader) => reader.isFolder && reader.name === format);
  if (isFolder && !SET_FOLDERS.some((folder) => existsSync(join(path, folder)))) return data;
  const [what, should] = isFolder ? ["a folder of named sets", "a folder of pictures"] : ["a folder", "a file of rows"];
  throw new UsageError(
    `Cannot evaluate ${given} on ${data}: it is ${what}, should be ${should}, as what it was trained on; a folder of ` +
      "named sets is for networks that were trained on one of them",
  );
}

const SET_FOLDERS = Object.values(dataSets).flatMap(({ origin }) => (origin.kind === "files" ? [origin.folder] : []));

/** The very files, by their SHA-256: from its store, beside the caller or the model's file, or from the store here. */
async function filesOf(
  { files }: Evaluated,
  data: FileData,
  given: string,
  flags: StoreFlags,
): Promise<readonly OwnFile[]> {
  const { sha256: hashes } = data.found;
  const beside = dirname(resolveFromCaller(given));
  const find = (name: string, sha256: string): OwnFile | null =>
    files.find((kept) => kept.name === name) ??
    findOwnFile(name, sha256, resolveFromCaller(name)) ??
    findOwnFile(name, sha256, resolve(beside, name));
  const found = Object.entries(hashes).map(([name, sha256]) => find(name, sha256));
  const kept = found.includes(null) ? await readKeptFiles(keptIn(flags), data) : [];
  return Object.entries(hashes).map(([name, sha256], i) => {
    const file = found[i] ?? kept.find((one) => one.name === name);
    if (file !== undefined) return file;
    throw new InputError(
      `Cannot evaluate ${given}: it was trained from ${name} (SHA-256 ${sha256.slice(0, 12)}...), which is neither ` +
        "here as it was nor in the store; go to its folder, name the store with --store, or give --data FILE",
    );
  });
}
