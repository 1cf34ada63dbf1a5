import { DATA_SETS, type DataSet } from "../../data/catalogue.ts";
import { UsageError } from "../../errors.ts";

/** The set of that name. Throws UsageError, naming those there are. */
export function findDataSet(name: string): DataSet {
  const set = DATA_SETS.find((candidate) => candidate.name === name);
  if (set !== undefined) return set;
  const names = DATA_SETS.map((candidate) => candidate.name).join(", ");
  throw new UsageError(`Cannot find the data set "${name}": there are ${names}; see minibatch data list`);
}
