/** An experiment as YAML, with what was found and why it was chosen in comments; to be read, and changed, by people. */
import { stringify } from "yaml";
import { formatCount } from "../../page-kit/format-number.ts";
import { writeCommand } from "../../shell/write-command.ts";
import { countOf } from "../tables/count-of.ts";
import { wrapWords } from "../terminal/wrap-words.ts";
import type { Ignored } from "./choose-ignored.ts";
import { type ChosenModel, type ChosenTraining, STEPS } from "./choose-training.ts";

/** All that it says. Names and paths are the user's and may hold anything. */
export interface WrittenExperiment {
  readonly name: string;
  /** of the file that is written, without its folder */
  readonly written: string;
  /** from the folder of the file that is written */
  readonly file: string;
  /** how the file was understood, and what it holds */
  readonly told: string;
  /** what readers take beside `file:` */
  readonly options: Readonly<Record<string, unknown>>;
  readonly targets: readonly string[];
  /** as the user said it */
  readonly task: string | null;
  readonly isStratified: boolean;
  /** "species: 3 classes, in this order: ..." */
  readonly target: string;
  readonly ignored: readonly Ignored[];
  /** of each split, as the experiment's seed draws them */
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  /** classes that no training row has, a sentence each */
  readonly untaught: readonly string[];
  /** what `auto` chose, a sentence each */
  readonly preparation: readonly string[];
  readonly features: number;
  /** what follows from the target: outputs, loss */
  readonly head: string;
  readonly model: ChosenModel;
  readonly training: ChosenTraining;
}

const WIDTH = 118;

/** A text in which a reader finds what it was made of, and `#` takes away what is only an example. */
export function writeExperiment(experiment: WrittenExperiment): string {
  const { name, head, features, preparation, training } = experiment;
  return `${[
    ...headerOf(experiment),
    `name: ${inline(name)}`,
    "",
    ...dataOf(experiment),
    "",
    ...comment("How rows become numbers, learnt from the training rows alone. auto chose:"),
    ...preparation.flatMap((sentence) => comment(`- ${sentence}`, "  ")),
    "preprocessing: auto",
    "",
    ...comment(`A prepared row has ${formatCount(features)} numbers. From the target follow ${head}.`),
    ...comment(`Hidden units: ${experiment.model.why}.`),
    "model:",
    `  hidden: ${inline(experiment.model.hidden)}`,
    "  # activation: relu # relu is the default; others: minibatch schema",
    "",
    "optimizer: { kind: adam, learningRate: 0.001 }",
    "",
    ...comment(
      `${formatCount(training.steps)} steps an epoch: a batch is near the square root of the training rows, as a power of two; epochs make about ${formatCount(STEPS)} steps, from 10 to 200.`,
    ),
    "training:",
    `  batchSize: ${training.batchSize}`,
    `  epochs: ${training.epochs}`,
    `  earlyStopping: { patience: ${training.patience} } # ends when the validation rows gain nothing, and keeps the best epoch's network`,
    "  evaluateTest: true # once, with the network that is kept",
    "",
    ...examplesOf(experiment),
  ].join("\n")}\n`;
}

function headerOf({ name, written, file, targets }: WrittenExperiment): string[] {
  const model = `${name}.minibatch`;
  const commands = [
    [writeCommand(["train"], [written]), `into ${model}`],
    [writeCommand(["evaluate"], [model]), "on the rows that were held out"],
    [writeCommand(["predict"], [model], ["--input", "rows.csv"]), "raw rows, with the columns of this file"],
    [writeCommand(["describe"], [written]), "layers, and what becomes of the columns"],
  ] as const;
  const widest = commands.reduce((most, [command]) => Math.max(most, command.length), 0);
  return [
    ...comment(`What ${targets.map(clean).join(", ")} of ${clean(file)} is, told from the other columns.`),
    ...commands.map(([command, does]) => `#   ${clean(command.padEnd(widest + 3))}${clean(does)}`),
  ];
}

/** "1,200 rows to train on, 400 to validate, 400 to test" */
export function saySplit({ train, validation, test }: WrittenExperiment["rows"]): string {
  return `${countOf(train, "row")} to train on, ${formatCount(validation)} to validate, ${formatCount(test)} to test`;
}

function dataOf({
  file,
  told,
  options,
  targets,
  task,
  target,
  ignored,
  rows,
  untaught,
  isStratified,
}: WrittenExperiment): string[] {
  const split = [saySplit(rows), ...(isStratified ? ["every class in its share"] : []), "drawn by the seed"].join(", ");
  return [
    "data:",
    ...comment(told, "", "  "),
    `  file: ${block(file)}`,
    ...Object.entries(options).map(([option, value]) => `  ${inline(option)}: ${inline(value)}`),
    ...comment(target, "", "  "),
    ...(targets.length === 1 ? [`  target: ${block(targets[0])}`] : list("target", targets)),
    ...(task === null ? [] : [`  task: ${inline(task)}`]),
    ...(ignored.length === 0
      ? ["  # ignore: [COLUMN] # columns that are no inputs"]
      : ["  ignore:", ...ignored.map(({ name, why }) => `    - ${block(name)} # ${clean(why)}`)]),
    "  # types: { COLUMN: category } # numbers that are names of something, as postcodes; or number",
    ...comment(split, "", "  "),
    ...untaught.flatMap((sentence) => comment(sentence, "", "  ")),
    "  split: { validation: 0.2, test: 0.2 } # or { group: COLUMN }, { order: COLUMN }, { files: { test: FILE } }",
  ];
}

function list(key: string, names: readonly string[]): string[] {
  return [`  ${key}:`, ...names.map((name) => `    - ${block(name)}`)];
}

/** Without their `#` they are an experiment: a test takes it away. */
function examplesOf({ written, model: { hidden } }: WrittenExperiment): string[] {
  const sizes = { as_above: hidden, smaller: hidden.map(half), larger: hidden.map((units) => 2 * units) };
  const values = Object.entries(sizes).map(([label, units]) => `${label.replace("_", " ")}: ${inline(units)}`);
  return [
    ...comment(
      `To compare configurations, take away the # of what follows, and give another name above (the store keeps ` +
        `what was trained as it was). Then: ${writeCommand(["sweep"], [written])}`,
    ),
    "# parameters:",
    "#   rate: { values: [0.0003, 0.001, 0.003], at: optimizer.learningRate }",
    `#   units: { values: { ${values.join(", ")} }, at: model.hidden }`,
    "# repeats: { folds: 5 } # each fifth validates once, for every configuration; or a number of seeds",
    "# search: grid # every combination; or { kind: tpe, configurations: 30 }",
  ];
}

const half = (units: number): number => Math.max(1, units / 2);

/** Lines of comment; `indent` is before the #, `hang` before what goes on below the first line. */
function comment(text: string, hang = "", indent = ""): string[] {
  const rows = wrapWords(clean(text), WIDTH - indent.length - hang.length - 2, "whole");
  return rows.map((row, i) => `${indent}# ${i === 0 ? "" : hang}${row.trimEnd()}`);
}

/** No name ends a comment, or turns it round. */
function clean(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, " ");
}

const OPTIONS = { lineWidth: 0, blockQuote: false, version: "1.2" } as const;

/** A value where YAML's lines end it. */
function block(value: unknown): string {
  return stringify(value, OPTIONS).trimEnd();
}

/** A value within brackets, on one line; JSON is YAML. Plain where that can be nothing else. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  return typeof value === "string" && /^[A-Za-z][\w.-]*$/.test(value) ? block(value) : JSON.stringify(value);
}
