/** What a file of one's own holds: its profile, with what its target is like in each split. */
import { dirname } from "node:path";
import {
  columnNamed,
  countEach,
  type FileInput,
  type Frame,
  findDuplicateRows,
  isFileData,
  notInputs,
  type Profile,
  profileFrame,
  type SplitPart,
  splitFrame,
  type TargetSpec,
  type TargetTask,
  targetNumbers,
} from "minibatch-data";
import { buildTask } from "study";
import { ownErrors } from "../../../data/own-errors.ts";
import { openOwnFiles, readOwnFiles } from "../../../data/own-files.ts";
import { UsageError } from "../../../errors.ts";
import { readExperiment } from "../../../experiment-files/read-experiment.ts";
import { resolveFromCaller } from "../../caller/caller-path.ts";
import type { OwnFileFlags } from "../../options/own-file-options.ts";

export interface FileFlags extends OwnFileFlags {
  readonly validation?: string;
  readonly test?: string;
  readonly experiment?: string;
}

/** The one document of `--json`. */
export interface FileInfo extends Profile {
  /** as it was named, or as the experiment names it */
  readonly file: string;
  readonly format: string;
  /** how it was understood; null where that cannot be doubted */
  readonly told: string | null;
  readonly sha256: Readonly<Record<string, string>>;
  readonly bytes: number;
  /** null where nothing says how it is split */
  readonly splits: readonly SplitInfo[] | null;
  /** of each target of numbers, ten parts of its range */
  readonly histograms: readonly Histogram[];
  /** rows with the inputs of one before them, and another target; 0 without a target */
  readonly contradicting: number;
  /** the experiment that said the target and the split; null: none */
  readonly experiment: string | null;
}

export interface SplitInfo {
  readonly name: string;
  readonly rows: number;
  /** of a target of classes, in their order; else empty */
  readonly classes: readonly number[];
}

export interface Histogram {
  readonly column: string;
  readonly parts: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

/** A file that was read, and what was said of it. */
interface Opened {
  readonly file: string;
  readonly format: string;
  readonly sha256: Readonly<Record<string, string>>;
  readonly bytes: number;
  readonly frame: Frame;
  readonly target: readonly string[] | undefined;
  readonly task: TargetTask | undefined;
  readonly ignore: readonly string[];
  readonly splits: readonly SplitPart[] | undefined;
}

/** Throws InputError for a file that cannot be read, a target that cannot be one. */
export async function describeFile(name: string | undefined, flags: FileFlags): Promise<FileInfo> {
  return ownErrors(async () => {
    const { experiment } = flags;
    const opened = experiment === undefined ? await openFile(name, flags) : await openOf(experiment, name, flags);
    const { frame, file, format, sha256, bytes, target, task, ignore, splits } = opened;
    for (const column of ignore) columnNamed(frame, column);
    const profile = profileFrame(frame, { target, task, ignore, splits });
    const spec = profile.target?.spec ?? null;
    return {
      file,
      format,
      told: frame.told ?? null,
      sha256,
      bytes,
      ...profile,
      splits: splits?.map((part) => describeSplit(part, spec)) ?? null,
      histograms: spec === null || spec.task !== "regression" ? [] : histogramsOf(spec, frame),
      contradicting: spec === null ? 0 : countContradicting(frame, spec, ignore, profile.duplicateRows.count),
      experiment: experiment ?? null,
    };
  });
}

async function openFile(name: string | undefined, flags: FileFlags): Promise<Opened> {
  if (name === undefined) {
    throw new UsageError("Cannot tell about nothing: name a data set or a file, or an experiment with --experiment");
  }
  const path = resolveFromCaller(name);
  const { validation, test, target, task, ignore = [] } = flags;
  const files = {
    ...(validation !== undefined && { validation: resolveFromCaller(validation) }),
    ...(test !== undefined && { test: resolveFromCaller(test) }),
  };
  const isSplit = Object.keys(files).length > 0;
  const request: FileInput = { ...flags.read, file: path, target: [], ...(isSplit && { split: { files } }) };
  const opened = await openOwnFiles(request, readOwnFiles(request, dirname(path)));
  const splits = isSplit ? partsOf(opened.frame) : undefined;
  return { ...opened, file: name, target, task, ignore, splits };
}

/** Files that were read together are one frame, part after part. */
function partsOf(frame: Frame): readonly SplitPart[] {
  const { places } = frame;
  if (places.kind !== "parts") throw new TypeError(`Cannot split ${frame.name}: it was read from one file`);
  let from = 0;
  return places.parts.map(({ split, rows }) => {
    const start = from;
    from += rows;
    return { name: split, frame, rows: Uint32Array.from({ length: rows }, (_, i) => start + i) };
  });
}

/** As its first seed splits the rows. */
async function openOf(experiment: string, name: string | undefined, flags: FileFlags): Promise<Opened> {
  const odd = (["target", "task", "ignore", "validation", "test", "read"] as const).find((flag) => flags[flag]);
  if (name !== undefined || odd !== undefined) {
    const what = name ?? `--${odd}`;
    throw new UsageError(`Cannot take ${what} beside --experiment, which says it; leave one of them out`);
  }
  const { spec, own } = await readExperiment(resolveFromCaller(experiment));
  const { data } = buildTask(spec, {}, spec.seed, spec.name);
  if (own === null || data === null || !isFileData(data)) {
    const set =
      data !== null && "set" in data ? `it trains on a set; see minibatch data info ${data.set}` : "it has no data";
    throw new UsageError(`Cannot tell about a file of ${experiment}: ${set}`);
  }
  const { frame } = own;
  const split = splitFrame(frame, data);
  const splits = (["train", "validation", "test"] as const).flatMap((part) =>
    split[part].length === 0 ? [] : [{ name: part, frame, rows: split[part] }],
  );
  const { file, format, found, target, task } = data;
  const { sha256, bytes } = found;
  return { file, format, sha256, bytes, frame, target, task, ignore: notInputs(data), splits };
}

/** `repeated`: rows that equal one before them in the target as well. */
function countContradicting(frame: Frame, target: TargetSpec, ignore: readonly string[], repeated: number): number {
  const inputs = frame.columns.map(({ name }) => name).filter((name) => ![...target.columns, ...ignore].includes(name));
  return inputs.length === 0 ? 0 : findDuplicateRows(frame, inputs).count - repeated;
}

function describeSplit({ name, frame, rows }: SplitPart, target: TargetSpec | null): SplitInfo {
  const count = rows?.length ?? frame.rows;
  const isOfClasses = target !== null && target.classes.length > 0;
  return { name, rows: count, classes: isOfClasses ? countEach(target, frame, rows) : [] };
}

const PARTS = 10;

function histogramsOf(target: TargetSpec, frame: Frame): readonly Histogram[] {
  const numbers = targetNumbers(target, frame);
  const width = target.columns.length;
  return target.columns.map((column, j) => {
    const values = numbers.filter((_, i) => i % width === j);
    const least = values.reduce((a, b) => Math.min(a, b), Infinity);
    const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
    // parts first: the range of the largest doubles is beyond them
    const step = most / PARTS - least / PARTS;
    const counts = new Uint32Array(PARTS);
    for (const value of values) counts[Math.min(PARTS - 1, step > 0 ? Math.floor(value / step - least / step) : 0)]!++;
    const edge = (i: number): number => (i === PARTS ? most : least + i * step);
    return { column, parts: Array.from(counts, (count, i) => ({ from: edge(i), to: edge(i + 1), count })) };
  });
}
