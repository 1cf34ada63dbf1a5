/** Files of other kinds, given where a text is wanted: told by their first bytes, with the command that takes them. */
import { nameForeignFormat, readers } from "minibatch-data";

/** What to do with data. */
export const WRITE_ONE = "minibatch new writes an experiment on it";

/** By what they are: files that commands take in another place. */
const TAKEN: ReadonlyMap<string, string> = new Map([
  ["a trained network", "it is a trained network; give it to minibatch evaluate or minibatch predict"],
  ["an SQLite database", "it is an SQLite database, as a store is; give a store as --store, to minibatch runs list"],
]);

/** "it is a trained network; ..."; null where the bytes are of no kind that is known. */
export function nameOtherFile(bytes: Uint8Array): string | null {
  const what = nameForeignFormat(bytes);
  const taken = what === null ? undefined : TAKEN.get(what);
  if (taken !== undefined) return taken;
  const reader = readers.find((one) => one.recognizes(bytes));
  if (reader !== undefined) return `it is data (${reader.name}), no experiment; ${WRITE_ONE}`;
  return what === null ? null : `it is ${what}, should be text in YAML, JSON or TypeScript`;
}
