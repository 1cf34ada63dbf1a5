/** `--store`: which store a command works on, and how it is opened. Of every command that reads or writes one. */
import { existsSync } from "node:fs";
import { InvalidArgumentError, Option } from "commander";
import { InputError } from "../errors.ts";
import type { LabStore } from "../store/store.ts";
import { parsePlace } from "../store/store-place.ts";
import { type CallerPlace, resolveFromCaller } from "./caller-path.ts";

export interface StoreFlags {
  readonly store?: string;
}

export interface ChosenStore {
  /** an absolute path, or the URL of Postgres */
  readonly place: string;
  /** who chose it, for messages */
  readonly chosenBy: "--store" | "MINIBATCH_STORE" | "the default";
}

const DEFAULT_FILE = "minibatch.sqlite";

/** For `command.addOption(storeOption())`. */
export function storeOption(): Option {
  return describedStore(
    `a SQLite file or a postgres:// URL (default: MINIBATCH_STORE, else ${DEFAULT_FILE} in this folder)`,
  );
}

/** The same for a command that works on the queue, which no file has. */
export function queueOption(): Option {
  return describedStore("the postgres:// URL of the queue (default: MINIBATCH_STORE)");
}

function describedStore(description: string): Option {
  return new Option("--store <store>", description).argParser((text) => {
    if (text !== "") return text;
    throw new InvalidArgumentError("It is empty, it should be a file or a postgres:// URL.");
  });
}

/** Throws UsageError for what is neither a path nor a URL of Postgres. Paths are meant from where the caller stands. */
export function chooseStore(
  { store }: StoreFlags,
  place: CallerPlace = { cwd: process.cwd(), env: process.env },
): ChosenStore {
  const variable = place.env.MINIBATCH_STORE;
  if (store !== undefined) return { place: resolveStore(store, place), chosenBy: "--store" };
  if (variable !== undefined && variable !== "") {
    return { place: resolveStore(variable, place), chosenBy: "MINIBATCH_STORE" };
  }
  return { place: resolveFromCaller(DEFAULT_FILE, place), chosenBy: "the default" };
}

/** True for the URL of Postgres, false for a file of SQLite. */
export function isPostgres(place: string): boolean {
  return parsePlace(place).kind === "postgres";
}

/**
 * `create`: a file that is not there is made; without it that is an InputError, for a command that only reads should not
 * leave an empty store where the path was mistyped. The caller closes the store.
 */
export async function openChosenStore(flags: StoreFlags, { create }: { readonly create: boolean }): Promise<LabStore> {
  const { place, chosenBy } = chooseStore(flags);
  if (!create && !isPostgres(place) && !existsSync(place)) {
    throw new InputError(
      `Cannot open the store ${place} (${chosenBy}): there is no such file; name one with --store, or make one with minibatch sweep`,
    );
  }
  const { openStore } = await import("../store/open-store.ts");
  return openStore(place, { create });
}

function resolveStore(given: string, caller: CallerPlace): string {
  const parsed = parsePlace(given);
  return parsed.kind === "postgres" ? parsed.url : resolveFromCaller(parsed.file, caller);
}
