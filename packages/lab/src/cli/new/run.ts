/** Runs `minibatch new`: reads the file, chooses, tries what it chose, and only then writes. */
import { basename, dirname, extname, relative, sep } from "node:path";
import { featuresOf } from "minibatch";
import {
  describeHead,
  describeTarget,
  type FileInput,
  type FileOpened,
  fitPreparation,
  inferTarget,
  isFileData,
  showText,
  splitFrame,
  type TargetSpec,
  tellUntaught,
} from "minibatch-data";
import { buildTask, defineExperiment, type ExperimentInput, withFile } from "study";
import { ownErrors } from "../../data/own-errors.ts";
import { openOwnFiles, readOwnFiles } from "../../data/own-files.ts";
import { UsageError } from "../../errors.ts";
import { parseDocument } from "../../experiment-files/documents/parse-document.ts";
import { readNode } from "../../experiment-files/documents/read-node.ts";
import { isMissing } from "../../files/is-missing.ts";
import { writeWhole } from "../../files/write-whole.ts";
import { formatCount } from "../../page-kit/format-number.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { nextCommand } from "../caller/command-to-go-on.ts";
import type { OwnFileFlags } from "../options/own-file-options.ts";
import { paint } from "../terminal/paint.ts";
import { printResult } from "../terminal/print-result.ts";
import { chooseIgnored } from "./choose-ignored.ts";
import { checkName, chooseName } from "./choose-name.ts";
import { chooseHidden, chooseTraining } from "./choose-training.ts";
import { saySplit, type WrittenExperiment, writeExperiment } from "./write-experiment.ts";

export interface NewFlags extends OwnFileFlags {
  readonly name?: string;
  readonly out?: string;
  readonly force?: true;
  readonly json?: true;
}

export async function run(file: string, flags: NewFlags): Promise<void> {
  const path = resolveFromCaller(file);
  const name = flags.name === undefined ? chooseName(path) : checkName(flags.name);
  const typed = flags.out ?? `${name}.yaml`;
  const out = resolveFromCaller(typed);
  checkOut(typed, out, flags);
  const experiment = await ownErrors(() => chooseExperiment({ path, out, name }, flags));
  const text = writeExperiment(experiment);
  writeWhole(out, text);
  const { ignored, rows, untaught, targets, target, model, training } = experiment;
  const document = { file: out, name, target: targets, ignored, rows, hidden: model.hidden, ...training };
  const next = [
    ["Train it", nextCommand(["train"], [typed])],
    ["Use it", nextCommand(["predict"], [`${name}.minibatch`], ["--input", file])],
    ["Look at its data", nextCommand(["data", "info"], [], ["--experiment", typed])],
  ] as const;
  printResult(flags.json, document, () =>
    [
      `${paint("finished", "Written:")} ${out}`,
      "",
      experiment.told,
      saySplit(rows),
      ...untaught.map((sentence) => paint("warning", `  ${sentence}`)),
      target,
      ...ignored.map((column) => `${showText(column.name).slice(1, -1)} is left out: ${column.why}`),
      "",
      ...next.map(([what, command]) => `${what}: ${command}`),
    ].join("\n"),
  );
}

function checkOut(typed: string, out: string, { force }: NewFlags): void {
  if (![".yaml", ".yml"].includes(extname(out).toLowerCase())) {
    throw new UsageError(`Cannot write ${typed}: an experiment's name should end in .yaml; give --out such a name`);
  }
  if (force === true || isMissing(out)) return;
  throw new UsageError(
    `Cannot write ${typed}: it is there already; add --force to write over it, or give another --out`,
  );
}

interface Place {
  readonly path: string;
  readonly out: string;
  readonly name: string;
}

/** Throws where nothing can be trained on the file, in the words in which `minibatch train` would. */
async function chooseExperiment({ path, out, name }: Place, flags: NewFlags): Promise<WrittenExperiment> {
  const folder = dirname(out);
  const file = relative(folder, path).split(sep).join("/");
  const options = flags.read ?? {};
  const reading: FileInput = { ...options, file, target: [] };
  const opened = await openOwnFiles(reading, readOwnFiles(reading, folder));
  const { frame } = opened;
  const target = inferTarget(frame, targetsOf(opened, flags), flags.task ?? null);
  const ignored = chooseIgnored(frame, target, flags.ignore ?? []);
  const data: FileInput = {
    ...options,
    file,
    target: target.columns,
    ...(flags.task !== undefined && { task: flags.task }),
    ignore: ignored.map((column) => column.name),
  };
  const bare: ExperimentInput = { name, data, model: { hidden: [] }, optimizer: "adam" };
  const spec = defineExperiment(withFile(bare, opened));
  const drawn = buildTask(spec, {}, spec.seed, name).data;
  if (drawn === null || !isFileData(drawn)) throw new TypeError(`Cannot choose for ${file}: its description lost it`);
  const split = splitFrame(frame, drawn);
  const { ignore } = drawn;
  const preparation = fitPreparation(frame, { target, ignore, steps: "auto", train: split.train });
  const features = featuresOf({ inputs: preparation.shape });
  const parts = (["train", "validation", "test"] as const).map((part) => ({ name: part, frame, rows: split[part] }));
  const rows = { train: split.train.length, validation: split.validation.length, test: split.test.length };
  const experiment: WrittenExperiment = {
    name,
    written: basename(out),
    file,
    told: frame.told ?? `${file}: ${formatCount(frame.rows)} rows x ${frame.columns.length} columns`,
    options,
    targets: target.columns,
    task: flags.task ?? null,
    isStratified: drawn.split.stratify,
    target: describeTarget(target),
    ignored,
    rows,
    untaught: tellUntaught(target, parts),
    preparation: preparation.chosen,
    features,
    head: describeHead(target),
    model: chooseHidden(features, rows.train),
    training: chooseTraining(rows.train),
  };
  checkText(writeExperiment(experiment), opened, target);
  return experiment;
}

/** What was said; of pictures the folders' names, for there is no other column. */
function targetsOf({ frame, format }: FileOpened, { target }: NewFlags): readonly string[] {
  if (target !== undefined) return target;
  if (format === "images") return ["class"];
  const names = frame.columns.map((column) => showText(column.name).slice(1, -1));
  const shown = `${names.slice(0, 20).join(", ")}${names.length > 20 ? `, and ${names.length - 20} more` : ""}`;
  throw new UsageError(
    `Cannot tell what ${frame.name} should teach: --target names no column; its columns are ${shown}`,
  );
}

/** What is written is what is read: tried, so that a name nobody thought of is told here and not by `train`. */
function checkText(text: string, opened: FileOpened, { columns, task }: TargetSpec): void {
  const document = parseDocument(text, "yaml");
  if (document === null) throw new TypeError("Cannot write an experiment: it would be empty");
  const { data } = defineExperiment(withFile(readNode(document, () => false) as ExperimentInput, opened));
  const isSame = isFileData(data) && data.task === task && String(data.target) === String(columns);
  if (!isSame) throw new TypeError("Cannot write an experiment: it would be read as another");
}
