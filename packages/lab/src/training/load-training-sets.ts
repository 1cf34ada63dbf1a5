/** The data sets as the trainings take them: read, drawn or downloaded once, then shared by all workers. */
import { dataSets, type SetName } from "minibatch-data/sets";
import type { DataOptions, SetRecord } from "../data/data-options.ts";
import { loadDataSet } from "../data/load-data-set.ts";
import type { TrainingSets } from "./training-data.ts";

/** The sets that are named, and where each came from. Throws what the loader throws. */
export async function loadTrainingSets(
  names: ReadonlySet<SetName>,
  options: DataOptions,
): Promise<{
  readonly sets: TrainingSets;
  readonly records: Readonly<Partial<Record<SetName, SetRecord>>>;
}> {
  const sets: Partial<Record<string, unknown>> = {};
  const records: Partial<Record<SetName, SetRecord>> = {};
  // one after the other: each may say something, or draw a bar of its download
  for (const name of names) {
    const { contents, record } = await loadDataSet(dataSets[name], options);
    if (contents !== null) sets[name] = contents;
    records[name] = record;
  }
  return { sets, records };
}
