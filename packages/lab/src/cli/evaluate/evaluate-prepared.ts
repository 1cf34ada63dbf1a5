/** How well a network does on raw rows with their targets: those it was trained from, or a file's. */
import { dirname } from "node:path";
import {
  type ClassFigures,
  type DrawnFileData,
  type Evaluation,
  evaluateAnswers,
  inputTypes,
  isFileData,
  type Preparation,
  prepareRows,
  prepareTargets,
  splitFrame,
  targetNumbers,
  targetTypes,
} from "minibatch-data";
import { ownErrors } from "../../data/own-errors.ts";
import { findOwnFile, type OwnFile, openOwnFiles, readOwnFiles } from "../../data/own-files.ts";
import { InputError, UsageError } from "../../errors.ts";
import type { OpenModel } from "../../models/model-file.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { formatTable } from "../tables/format-table.ts";
import { formatFigure } from "../tables/format-value.ts";
import { printResult } from "../terminal/print-result.ts";

interface EvaluateFlags {
  readonly input?: string;
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
  const calibration =
    reliability.expectedError === null ? "" : `, expected calibration error ${reliability.expectedError.toFixed(4)}`;
  return [
    `loss ${loss.toFixed(5)}, accuracy ${evaluation.accuracy.toFixed(4)} (${right})${calibration}`,
    "",
    formatTable(
      ["class", "rows", "precision", "recall", "F1", "most often taken for"],
      perClass.map((one, i) => [...formatClass(one), mostConfused(confusion[i]!, i, perClass)]),
      "lrrrrl",
    ),
  ];
}

function formatClass({ name, count, precision, recall, f1 }: ClassFigures): string[] {
  return [name, String(count), precision.toFixed(4), recall.toFixed(4), f1.toFixed(4)];
}

function mostConfused(counts: readonly number[], label: number, classes: readonly ClassFigures[]): string {
  const others = counts.map((count, other) => (other === label ? 0 : count));
  const most = Math.max(...others);
  return most === 0 ? "none" : `${classes[others.indexOf(most)]!.name} (${most} times)`;
}

async function chooseRows(model: Evaluated, preparation: Preparation, given: string, { input, split }: EvaluateFlags) {
  if (input !== undefined) {
    if (split !== undefined)
      throw new UsageError(
        `Cannot evaluate the ${split} split of ${input}: a file given with --input has none; leave --split out`,
      );
    const path = resolveFromCaller(input);
    const { target } = preparation;
    const types = { ...inputTypes(preparation), ...targetTypes(preparation) };
    const request = { file: path, target: target.columns, types };
    const { frame } = await openOwnFiles(request, readOwnFiles(request, dirname(path)));
    return { frame, rows: null, split: null, file: input };
  }
  const { data } = model.origin;
  if (data === null || !isFileData(data)) {
    throw new UsageError(`Cannot evaluate ${given}: the file does not say what it was trained from; give --input FILE`);
  }
  const { frame } = await openOwnFiles(data, filesOf(model, data, given));
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

/** From the store, or beside the caller: the very files, by their SHA-256. */
function filesOf(
  { files }: Evaluated,
  data: DrawnFileData | { readonly found: { readonly sha256: Readonly<Record<string, string>> } },
  given: string,
): readonly OwnFile[] {
  return Object.entries(data.found.sha256).map(([name, sha256]) => {
    const file = files.find((kept) => kept.name === name) ?? findOwnFile(name, sha256, resolveFromCaller(name));
    if (file !== null) return file;
    throw new InputError(
      `Cannot evaluate ${given}: it was trained from ${name} (SHA-256 ${sha256.slice(0, 12)}...), which is not here ` +
        "as it was; go to its folder, or give --input FILE",
    );
  });
}
