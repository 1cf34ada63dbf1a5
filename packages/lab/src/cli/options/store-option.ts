/** `--store`, of every command that reads or writes one. */
import { InvalidArgumentError, Option } from "commander";

export interface StoreFlags {
  readonly store?: string;
}

/** where neither `--store` nor MINIBATCH_STORE names one */
export const DEFAULT_STORE = "minibatch.sqlite";

export function storeOption(): Option {
  return describedStore(
    "a SQLite file, as a path or as sqlite:///FILE (this folder; sqlite:////FILE: the root), or a postgres:// " +
      `URL, its password here or in PGPASSWORD (default: MINIBATCH_STORE, else ${DEFAULT_STORE} in this folder)`,
  );
}

/** The same for a command that works on the queue, which no file has. */
export function queueOption(): Option {
  return describedStore(
    "the postgres:// URL of the queue, its password here or in PGPASSWORD (default: MINIBATCH_STORE)",
  );
}

function describedStore(description: string): Option {
  return new Option("--store <store>", description).argParser((text) => {
    if (text !== "") return text;
    throw new InvalidArgumentError("It is empty, it should be a file or a postgres:// URL.");
  });
}
