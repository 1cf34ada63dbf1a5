/** Runs `minibatch predict`: a line per row of the input. */

import { featuresOf } from "minibatch";
import papaparse from "papaparse";
import { writeWhole } from "../../files/write-whole.ts";
import type { OpenModel } from "../../models/model-file.ts";
import { type InputRows, readRows } from "../../models/read-rows.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { openModel } from "../opening/open-model.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { paint } from "../terminal/paint.ts";
import { printData, printJson, tellLine } from "../terminal/write-out.ts";
import { type TableCliFlags, tableFlags } from "./table-options.ts";

export interface PredictFlags extends StoreFlags, TableCliFlags {
  readonly input: string;
  readonly out?: string;
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
    const input = readRows(resolveFromCaller(flags.input), featuresOf(model.trainer.model), tableFlags(flags));
    if (input.told !== null) tellLine(input.told);
    const { rows, lines } = input;
    const outputs = await model.trainer.predict(rows);
    const width = outputs.length / rows.rows;
    const predictions = Array.from({ length: rows.rows }, (_, row) =>
      describeRow(model, row, Array.from(outputs.subarray(row * width, (row + 1) * width))),
    );
    const text =
      flags.json === true
        ? `${JSON.stringify(addLines(predictions, lines))}\n`
        : format(predictions, lines, flags.format);
    if (flags.out === undefined) await printData([text]);
    else {
      const file = resolveFromCaller(flags.out);
      writeWhole(file, text);
      const document = { model: model.origin.name, rows: rows.rows, file };
      if (flags.json === true) printJson(document);
    }
  } finally {
    model.trainer.dispose();
  }
}

function describeRow({ trainer }: OpenModel, row: number, outputs: readonly number[]): Prediction {
  const { loss } = trainer.model;
  if (loss === "mean-squared-error") return { row, outputs };
  if (loss === "sigmoid-binary-cross-entropy" && outputs.length === 1) {
    const probability = outputs[0]!;
    return { row, class: probability >= 0.5 ? 1 : 0, probability };
  }
  if (loss === "sigmoid-binary-cross-entropy") return { row, probabilities: outputs };
  const best = outputs.indexOf(Math.max(...outputs));
  return { row, class: best, probability: outputs[best]!, probabilities: outputs };
}

/** Of a table, the line on which the row begins, as an editor counts. */
function addLines(predictions: readonly Prediction[], lines: InputRows["lines"]): readonly Prediction[] {
  if (lines === null) return predictions;
  return predictions.map(({ row, ...rest }, i) => ({ row: row!, line: lines[i]!, ...rest }));
}

function format(predictions: readonly Prediction[], lines: InputRows["lines"], kind: PredictFlags["format"]): string {
  const placed = addLines(predictions, lines);
  if (kind === "jsonl") return placed.map((prediction) => `${JSON.stringify(prediction)}\n`).join("");
  const flat = placed.map((prediction) =>
    Object.fromEntries(
      Object.entries(prediction).flatMap(([name, value]) =>
        typeof value === "number" ? [[name, value]] : value.map((one, i) => [`${name.replace(/ies$/, "y")}${i}`, one]),
      ),
    ),
  );
  return `${papaparse.unparse(flat, { newline: "\n" })}\n`;
}
