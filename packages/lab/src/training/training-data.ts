/** The data sets as the trainings take them: on shared memory, cut into splits where a task asks for it. */
import type { Dataset } from "minibatch";
import { dataSets, type ImageRows, type SetName, type Splits } from "minibatch-data/sets";
import type { TrainData } from "study";
import { canonicalJson } from "study/json";

/**
 * What every worker has, by the sets' names. Arrays lie on shared memory: one copy serves all. What nothing asks for is
 * not there.
 */
export type TrainingSets = Readonly<Partial<Record<SetName, unknown>>>;

/** Those of the report. */
export interface LabData extends TrainingSets {
  /** 60,000 and 10,000 images, pixels / 255, as their non-zero entries; labels 0 .. 9 */
  readonly mnist: ImageRows;
  /** [4800, 20] bits, in the order of the file, typed (1) before random (0) */
  readonly sequences: Dataset;
}

/** What a task trains on. */
export type TrainingData = Splits;

/** An experiment may draw a split for each of thousands of seeds: the last few are kept. */
const MOST_KEPT = 8;
const opened = new WeakMap<TrainingSets, Map<string, TrainingData>>();

/** Cut, or drawn, once per thread and description, as long as it is among the last ones asked for. */
export function openTrainingData(description: TrainData, data: TrainingSets): TrainingData {
  const cache = opened.get(data) ?? new Map<string, TrainingData>();
  opened.set(data, cache);
  const key = canonicalJson(description);
  const found = cache.get(key) ?? open(description, data);
  // a Map keeps the order in which keys were set: the first is the one not asked for the longest
  cache.delete(key);
  cache.set(key, found);
  if (cache.size > MOST_KEPT) cache.delete(cache.keys().next().value!);
  return found;
}

function open(description: TrainData, data: TrainingSets): TrainingData {
  const set = dataSets[description.set];
  const contents = data[set.name] ?? null;
  if (contents !== null || set.origin.kind === "drawn") return set.open(description, contents);
  throw new Error(
    `Cannot train on ${set.name}: this process has not loaded it; its owner needs to name it to loadTrainingSets`,
  );
}
