/** What trainings train on: on shared memory, cut into splits where a task asks for it. */
import type { Dataset } from "minibatch";
import {
  type DrawnFileData,
  dataSets,
  type FileData,
  type Frame,
  type ImageRows,
  isFileData,
  openFile,
  type Preparation,
  type Splits,
} from "minibatch-data/sets";
import type { RowPreparation, TrainData } from "study";
import { canonicalJson } from "study/json";

/**
 * What every worker has: a set's contents by its name, a file's rows by `keyOfFile`. Arrays lie on shared memory: one
 * copy serves all. What nothing asks for is not there.
 */
export type TrainingSets = Readonly<Partial<Record<string, unknown>>>;

/** Those of the report. */
export interface LabData extends TrainingSets {
  /** 60,000 and 10,000 images, pixels / 255, as their non-zero entries; labels 0 .. 9 */
  readonly mnist: ImageRows;
  /** [4800, 20] bits, in the order of the file, typed (1) before random (0) */
  readonly sequences: Dataset;
}

/** What a task trains on. */
export interface TrainingData extends Splits {
  /** of a file of one's own: how its rows became numbers */
  readonly preparation?: Preparation;
}

/** The rows of a file are the same for all that reads it in the same way, however it is split. */
export function keyOfFile(data: FileData): string {
  const { target: _target, task: _task, ignore: _ignore, weights: _weights, split, found, ...reading } = data;
  return `file ${canonicalJson({ ...reading, files: split.files, sha256: found.sha256 } as never)}`;
}

/** An experiment may draw a split for each of thousands of seeds: the last few are kept, of large ones fewer. */
const MOST_KEPT = 8;
const MOST_KEPT_BYTES = 256 * 2 ** 20;
const opened = new WeakMap<TrainingSets, Map<string, TrainingData>>();

type Steps = RowPreparation["steps"];

/**
 * Cut, or drawn, once per thread and description, as long as it is among the last ones asked for. `steps` make numbers
 * of a file's rows.
 */
export function openTrainingData(description: TrainData, data: TrainingSets, steps: Steps = "auto"): TrainingData {
  const cache = opened.get(data) ?? new Map<string, TrainingData>();
  opened.set(data, cache);
  const key = canonicalJson({ description, steps } as never);
  const found = cache.get(key) ?? open(description, data, steps);
  // a Map keeps the order in which keys were set: the first is the one not asked for the longest
  cache.delete(key);
  cache.set(key, found);
  while (cache.size > 1 && (cache.size > MOST_KEPT || bytesOf(cache) > MOST_KEPT_BYTES)) {
    cache.delete(cache.keys().next().value!);
  }
  return found;
}

/** Rows that splits share with the set count as theirs: it is a bound. */
function bytesOf(cache: ReadonlyMap<string, TrainingData>): number {
  let bytes = 0;
  for (const { train, validation, test } of cache.values()) {
    for (const split of [train, validation, test]) bytes += split === null ? 0 : split.x.values.byteLength;
  }
  return bytes;
}

function open(description: TrainData, data: TrainingSets, steps: Steps): TrainingData {
  if (isFileData(description)) {
    const frame = data[keyOfFile(description)] as Frame | undefined;
    if (frame !== undefined) return openFile(description as DrawnFileData, steps, frame);
    throw new Error(`Cannot train on ${description.file}: this process has not read it; its owner needs to hand it in`);
  }
  const set = dataSets[description.set];
  const contents = data[set.name] ?? null;
  if (contents !== null || set.origin.kind === "drawn") return set.open(description, contents);
  throw new Error(
    `Cannot train on ${set.name}: this process has not loaded it; its owner needs to name it to loadTrainingSets`,
  );
}
