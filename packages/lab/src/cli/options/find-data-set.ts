import { type AnyDataSet, dataSets, setNames } from "minibatch-data/sets";
import { UsageError } from "../../errors.ts";

/** The set of that name. Throws UsageError, naming those there are. */
export function findDataSet(name: string): AnyDataSet {
  const known = setNames.find((candidate) => candidate === name);
  if (known !== undefined) return dataSets[known];
  const names = setNames.join(", ");
  throw new UsageError(`Cannot find the data set "${name}": there are ${names}; see minibatch data list`);
}
