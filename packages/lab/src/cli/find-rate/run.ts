/** Runs `minibatch find-rate`: trains over growing learning rates, tells which one to use. */
import type { OptimizerSpec } from "minibatch";
import { buildTask, type NetworkExperimentSpec, type TrainTask } from "study";
import { ownErrors } from "../../data/own-errors.ts";
import { UsageError } from "../../errors.ts";
import { readExperiment } from "../../experiment-files/read-experiment.ts";
import { writeWhole } from "../../files/write-whole.ts";
import { loadContents } from "../../runner/experiment-contents.ts";
import { modelOfTask } from "../../training/model-of-task.ts";
import { openTrainingData } from "../../training/training-data.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { watchInterrupts } from "../interrupts/watch-interrupts.ts";
import type { DataFlags } from "../options/data-option.ts";
import { type ExperimentsFlags, folderOf } from "../options/experiments-option.ts";
import { createDisplay } from "../progress/create-display.ts";
import { loadSetsWithDisplay } from "../progress/load-sets-with-display.ts";
import { sparkline } from "../tables/sparkline.ts";
import { paint } from "../terminal/paint.ts";
import { printResult } from "../terminal/print-result.ts";
import { lineWidth, terminalWidth } from "../terminal/terminal-width.ts";
import { wrapWords } from "../terminal/wrap-words.ts";
import { drawRates } from "./rate-figure.ts";
import { judgeRates, type RateFinding, type RateRange } from "./rate-range.ts";
import { trainOverRates } from "./train-over-rates.ts";

export interface FindRateFlags extends DataFlags, ExperimentsFlags {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  readonly seed?: number;
  readonly svg?: string;
  readonly png?: string;
  readonly json?: true;
}

const WIDEST = 100;
const ELSEWHERE = "name a file in a folder that can be written";

export async function run(file: string, flags: FindRateFlags): Promise<void> {
  checkRange(flags);
  const experiment = await readExperiment(resolveFromCaller(file), folderOf(flags));
  const { spec, own, modules, start } = experiment;
  const task = await ownErrors(async () => buildTask(spec, {}, flags.seed ?? spec.seed, spec.name));
  if (task.kind !== "train" || spec.model === null) {
    throw new UsageError(
      `Cannot try learning rates on ${file}: a module of its own trains it; name an experiment with a model`,
    );
  }
  const display = createDisplay(process.stderr, 1);
  const interrupts = watchInterrupts(
    () => {},
    () => display.close(),
  );
  try {
    display.onStatus(`${spec.name}: loading its data`);
    const load = loadSetsWithDisplay(flags, display, interrupts.signal);
    const { sets, record } = await loadContents(spec, own, load, modules, start?.bytes);
    const data = openTrainingData(task.data, sets, task.preparation?.steps);
    const model = modelOfTask(task, data.preparation);
    const tell = (step: number): void => {
      if (step % 10 === 0) display.onStatus(`${spec.name}: step ${step} of ${flags.steps}`);
    };
    const { signal } = interrupts;
    const trained = await trainOverRates(task, model, spec.numerics, sets, data.train, flags, signal, tell);
    const finding = judgeRates(trained.rates, trained.losses, trained.isCut, flags);
    const isSynthetic = record.source === "synthetic";
    display.close();
    writePictures(spec, finding, isSynthetic, flags);
    tellFinding(spec, task, finding, isSynthetic, flags);
    if (finding.suggestion === null)
      throw new Error(`Cannot suggest a learning rate for ${spec.name}: ${finding.remark}`);
  } finally {
    display.close();
    interrupts.dispose();
  }
}

function checkRange({ from, to }: RateRange): void {
  if (to > from) return;
  throw new UsageError(
    `Cannot try learning rates from ${from} to ${to}: the last must be above the first; give --from and --to`,
  );
}

function writePictures(
  { name }: NetworkExperimentSpec,
  finding: RateFinding,
  isSynthetic: boolean,
  { svg, png }: FindRateFlags,
): void {
  if (svg === undefined && png === undefined) return;
  const figure = drawRates(name, isSynthetic ? "SYNTHETIC data" : "", finding);
  if (svg !== undefined) writeWhole(resolveFromCaller(svg), figure.svg, ELSEWHERE);
  if (png !== undefined) writeWhole(resolveFromCaller(png), figure.png, ELSEWHERE);
}

function tellFinding(
  { name }: NetworkExperimentSpec,
  { optimizer, batchSize, seed }: TrainTask,
  finding: RateFinding,
  synthetic: boolean,
  { from, to, steps, json }: FindRateFlags,
): void {
  const document = { experiment: name, optimizer, batchSize, seed, from, to, steps, synthetic, ...finding };
  printResult(json, document, () => {
    const width = Math.min(WIDEST, terminalWidth(process.stdout));
    const head =
      `${name}: ${optimizer.kind}, ${tellBatch(optimizer, batchSize)}, ${finding.points.length} of ${steps} steps ` +
      `from rate ${from} on, seed ${seed}; the optimizer's own schedule is left out`;
    return [
      ...wrapWords(head, width),
      ...(synthetic ? [paint("warning", "These figures are of SYNTHETIC data.")] : []),
      "",
      ...drawLine(finding, width),
      "",
      ...tellRates(finding),
      ...(finding.remark === null ? [] : ["", ...wrapWords(`Note: ${finding.remark}.`, lineWidth(process.stdout))]),
    ].join("\n");
  });
}

function tellBatch({ accumulate = 1 }: OptimizerSpec, batchSize: number): string {
  return accumulate === 1 ? `${batchSize} rows a batch` : `${accumulate} batches of ${batchSize} rows an update`;
}

/** The losses up to a little above the first: where they rise beyond it the rest would be flat. */
function drawLine({ points }: RateFinding, width: number): string[] {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [];
  const most = first.smoothed + Math.abs(first.smoothed) / 4;
  const line = sparkline(
    points.map(({ smoothed }) => Math.min(smoothed, most)),
    Math.max(10, width - 8),
  );
  const [left, right] = [formatRate(first.rate), formatRate(last.rate)];
  const gap = " ".repeat(Math.max(1, line.length - left.length - right.length));
  return [`  loss  ${line}`, `  rate  ${left}${gap}${right}`];
}

function tellRates({ suggestion, lowest, diverges }: RateFinding): string[] {
  const rows: [string, string, string][] = [];
  if (suggestion !== null) rows.push(["suggested", formatRate(suggestion), "the loss falls fastest there"]);
  if (lowest !== null)
    rows.push(["lowest", formatRate(lowest), `the loss is lowest; a tenth is ${formatRate(lowest / 10)}`]);
  if (diverges !== null) rows.push(["diverges", formatRate(diverges), "not finite, or several times its lowest"]);
  const wide = Math.max(...rows.map(([, rate]) => rate.length));
  return rows.map(([what, rate, why]) => `  ${what.padEnd(9)}  ${rate.padEnd(wide)}  ${why}`);
}

function formatRate(rate: number): string {
  return String(Number(rate.toPrecision(2)));
}
