/** Runs `minibatch predict`: a line per row of the input. */

import { featuresOf, ruleOfLoss } from "minibatch";
import papaparse from "papaparse";
import { UsageError } from "../../errors.ts";
import { writeWhole } from "../../files/write-whole.ts";
import type { OpenModel } from "../../models/model-file.ts";
import { type InputRows, readRows } from "../../models/read-rows.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { openModel } from "../opening/open-model.ts";
import type { OwnFileFlags } from "../options/own-file-options.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { paint } from "../terminal/paint.ts";
import { printData, printJson, tellLine } from "../terminal/write-out.ts";
import { type PreparedPrediction, predictPrepared } from "./predict-prepared.ts";
import { readerOptions, type TableCliFlags, tableFlags } from "./table-options.ts";

export interface PredictFlags extends StoreFlags, TableCliFlags {
  readonly input: string;
  readonly out?: string;
  /** of the file's reader, by name */
  readonly read?: OwnFileFlags["read"];
  readonly format: "csv" | "jsonl";
  readonly json?: true;
}

/** What the network says of one row: a class with its probability and all probabilities, or numbers. */
type Prediction = Readonly<Record<string, number | readonly number[]>>;

export async function run(name: string, flags: PredictFlags): Promise<void> {
  const model = await openModel(name, flags);
  try {
    if (model.origin.synthetic === true) {
      tellLine(paint("warning", `${model.origin.name} was trained on SYNTHETIC data.`));
    }
    if (model.preparation !== null) {
      const path = resolveFromCaller(flags.input);
      const options = { ...readerOptions(flags), ...flags.read };
      const { predictions, told } = await predictPrepared(model, model.preparation, path, options);
      if (told !== null) tellLine(told);
      return await write(predictions, model, flags);
    }
    if (flags.read !== undefined) {
      throw new UsageError(
        `Cannot read ${flags.input} as --read says: ${name} was not trained on a file of one's own; use --header, ` +
          "--delimiter and their like",
      );
    }
    const input = readRows(resolveFromCaller(flags.input), featuresOf(model.trainer.model), tableFlags(flags));
    if (input.told !== null) tellLine(input.told);
    const { rows, lines } = input;
    const outputs = await model.trainer.predict(rows);
    const width = outputs.length / rows.rows;
    const predictions = Array.from({ length: rows.rows }, (_, row) =>
      describeRow(model, row, Array.from(outputs.subarray(row * width, (row + 1) * width))),
    );
    await write(addLines(predictions, lines), model, flags);
  } finally {
    model.trainer.dispose();
  }
}

async function write(
  predictions: readonly PreparedPrediction[],
  { origin }: OpenModel,
  { json, format: kind, out }: PredictFlags,
): Promise<void> {
  const text = json === true ? `${JSON.stringify(predictions)}\n` : format(predictions, kind);
  if (out === undefined) return printData([text]);
  const file = resolveFromCaller(out);
  writeWhole(file, text);
  if (json === true) printJson({ model: origin.name, rows: predictions.length, file });
}

function describeRow({ trainer }: OpenModel, row: number, outputs: readonly number[]): Prediction {
  const { activation } = ruleOfLoss(trainer.model.loss);
  if (activation !== "softmax" && activation !== "sigmoid") return { row, outputs };
  if (activation === "sigmoid" && outputs.length === 1) {
    const probability = outputs[0]!;
    return { row, class: probability >= 0.5 ? 1 : 0, probability };
  }
  if (activation === "sigmoid") return { row, probabilities: outputs };
  const best = outputs.indexOf(Math.max(...outputs));
  return { row, class: best, probability: outputs[best]!, probabilities: outputs };
}

/** Of a table, the line on which the row begins, as an editor counts. */
function addLines(predictions: readonly Prediction[], lines: InputRows["lines"]): readonly Prediction[] {
  if (lines === null) return predictions;
  return predictions.map(({ row, ...rest }, i) => ({ row: row!, line: lines[i]!, ...rest }));
}

function format(predictions: readonly PreparedPrediction[], kind: PredictFlags["format"]): string {
  if (kind === "jsonl") return predictions.map((prediction) => `${JSON.stringify(prediction)}\n`).join("");
  const flat = predictions.map((prediction) =>
    Object.fromEntries(Object.entries(prediction).flatMap(([name, value]) => flatten(name, value))),
  );
  return `${papaparse.unparse(flat, { newline: "\n" })}\n`;
}

/**
 * A column each: of several numbers their places or names behind the name, as `probability0` or `probability Adelie`.
 */
function flatten(name: string, value: PreparedPrediction[string]): readonly (readonly [string, string | number])[] {
  if (typeof value !== "object") return [[name, value]];
  const one = name.replace(/ies$/, "y");
  if (!Array.isArray(value)) return Object.entries(value).map(([key, number]) => [`${one} ${key}`, number]);
  const items = value as readonly (string | number)[];
  return name === "labels" ? [[name, items.join(" ")]] : items.map((item, i) => [`${one}${i}`, item]);
}
