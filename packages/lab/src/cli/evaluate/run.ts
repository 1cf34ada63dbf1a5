/** Runs `minibatch evaluate`: the network's figures on rows with labels. */

import { type Dataset, featuresOf } from "minibatch";
import { type DataSpec, dataSets, isFileData, type SetName, setNames, wholeData } from "minibatch-data/sets";
import { UsageError } from "../../errors.ts";
import type { OpenModel } from "../../models/model-file.ts";
import { loadTrainingSets } from "../../training/load-training-sets.ts";
import { openTrainingData } from "../../training/training-data.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { watchInterrupts } from "../interrupts/watch-interrupts.ts";
import { openModel } from "../opening/open-model.ts";
import type { DataFlags } from "../options/data-option.ts";
import type { OwnFileFlags } from "../options/own-file-options.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { loadWithDisplay } from "../progress/load-with-display.ts";
import { formatTable } from "../tables/format-table.ts";
import { paint } from "../terminal/paint.ts";
import { printResult } from "../terminal/print-result.ts";
import { tellLine } from "../terminal/write-out.ts";
import { describePerformance, type Performance } from "./describe-performance.ts";
import { evaluatePrepared } from "./evaluate-prepared.ts";
import { mostConfused } from "./most-confused.ts";

export interface EvaluateFlags extends StoreFlags, DataFlags {
  readonly set?: SetName;
  /** a file of raw rows, for a network that was trained on such */
  readonly input?: string;
  /** of that file's reader, by name */
  readonly read?: OwnFileFlags["read"];
  readonly split?: "train" | "validation" | "test";
  readonly json?: true;
}

type SplitName = "train" | "validation" | "test";

export async function run(given: string, flags: EvaluateFlags): Promise<void> {
  const model = await openModel(given, flags, { withFiles: true });
  const interrupts = watchInterrupts(
    () => {},
    () => {},
  );
  try {
    if (model.preparation !== null) {
      if (flags.set !== undefined)
        throw new UsageError(`Cannot evaluate ${given} on ${flags.set}: it takes rows of a file; give --input FILE`);
      return await evaluatePrepared(model, model.preparation, given, flags);
    }
    if (flags.read !== undefined)
      throw new UsageError(`Cannot read a file as --read says for ${given}: it takes rows of a named set`);
    if (flags.input !== undefined) {
      throw new UsageError(
        `Cannot evaluate ${given} on a file: it takes rows of a named set; give --set, or use minibatch predict`,
      );
    }
    const description = chooseData(model, flags);
    const data = flags.data === undefined ? undefined : resolveFromCaller(flags.data);
    const { sets, records } = await loadWithDisplay(
      (options) => loadTrainingSets(new Set([description.set]), options),
      { data, offline: flags.offline },
      { onLine: (line) => tellLine(line) },
      interrupts.signal,
    );
    const { split, rows } = chooseSplit(openTrainingData(description, sets), flags, description.set);
    checkInputs(model, rows, given);
    const performance = await describePerformance(model.trainer, rows);
    const synthetic = records[description.set]?.source === "synthetic";
    const { origin } = model;
    const trainedOnSynthetic = origin.synthetic === true;
    const { keptEpoch } = origin;
    const document = {
      model: origin.name,
      keptEpoch,
      trainedOnSynthetic,
      data: description,
      split,
      synthetic,
      ...performance,
    };
    const epoch = keptEpoch === null ? "" : `, epoch ${keptEpoch},`;
    const name = `${origin.name}${trainedOnSynthetic ? paint("warning", " (trained on SYNTHETIC data)") : ""}${epoch}`;
    printResult(flags.json, document, () =>
      describe(`${name} on the ${split} split of ${description.set}`, performance, synthetic),
    );
  } finally {
    model.trainer.dispose();
    interrupts.dispose();
  }
}

function chooseData({ origin }: OpenModel, { set }: EvaluateFlags): DataSpec {
  const trainedOn = origin.data !== null && !isFileData(origin.data) ? origin.data : null;
  if (trainedOn !== null && (set === undefined || set === trainedOn.set)) return trainedOn;
  if (set !== undefined) return wholeData(dataSets[set]);
  throw new UsageError(
    `Cannot evaluate ${origin.name}: the file does not say what it was trained on; name a data set with ` +
      `${setNames.map((name) => `--set ${name}`).join(" or ")}`,
  );
}

function chooseSplit(
  data: Readonly<Record<SplitName, Dataset | null>>,
  flags: EvaluateFlags,
  set: string,
): { readonly split: SplitName; readonly rows: Dataset } {
  const split = flags.split ?? (data.test !== null ? "test" : "validation");
  const rows = data[split];
  if (rows !== null) return { split, rows };
  const there = (["train", "validation", "test"] as const).filter((known) => data[known] !== null);
  throw new UsageError(`Cannot evaluate on the ${split} split: ${set} has none here; there is ${there.join(" and ")}`);
}

function checkInputs({ trainer }: OpenModel, { x }: Dataset, name: string): void {
  const inputs = featuresOf(trainer.model);
  if (inputs === x.features) return;
  throw new UsageError(
    `Cannot evaluate ${name}: it takes ${inputs} inputs, the rows have ${x.features}; name the data set it was ` +
      "made for with --set",
  );
}

function describe(title: string, performance: Performance, synthetic: boolean): string {
  const { rows, loss, accuracy, classes, confusion, auc } = performance;
  const figures = [
    `loss ${loss.toFixed(5)}`,
    ...(accuracy === null ? [] : [`accuracy ${accuracy.toFixed(4)} (${Math.round(accuracy * rows)} of ${rows} right)`]),
    ...(auc === null ? [] : [`area under the ROC curve ${auc.toFixed(4)}`]),
  ];
  return [
    `${title}, ${rows} rows${synthetic ? paint("warning", ", SYNTHETIC") : ""}`,
    "",
    figures.join(", "),
    ...(classes === null || confusion === null ? [] : ["", formatClasses(classes, confusion)]),
  ].join("\n");
}

function formatClasses(
  classes: NonNullable<Performance["classes"]>,
  confusion: NonNullable<Performance["confusion"]>,
): string {
  const names = classes.map((_, label) => String(label));
  const rows = classes.map(({ precision, recall, f1 }, label) => [
    names[label]!,
    String(confusion[label]!.reduce((sum, count) => sum + count, 0)),
    precision.toFixed(4),
    recall.toFixed(4),
    f1.toFixed(4),
    mostConfused(confusion[label]!, label, names),
  ]);
  return formatTable(["class", "rows", "precision", "recall", "F1", "most often taken for"], rows, "rrrrrl");
}
