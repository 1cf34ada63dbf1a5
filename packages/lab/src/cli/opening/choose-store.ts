/** Which store a command works on, as `--store` or MINIBATCH_STORE names it, and how it is opened. */
import { InputError, UsageError } from "../../errors.ts";
import { isMissing, missingTarget } from "../../files/is-missing.ts";
import type { OpenOptions } from "../../store/open-options.ts";
import type { LabStore } from "../../store/store.ts";
import { formatPlace, parsePlace, type StorePlace } from "../../store/store-place.ts";
import { type CallerPlace, resolveFromCaller } from "../caller/caller-path.ts";
import { DEFAULT_STORE, type StoreFlags } from "../options/store-option.ts";

export interface ChosenStore {
  /** a file's path is absolute */
  readonly at: StorePlace;
  /** for messages */
  readonly place: string;
  /** who chose it, for messages */
  readonly chosenBy: "--store" | "MINIBATCH_STORE" | "the default";
}

/** Throws UsageError for what is no place of a store. Paths are meant from where the caller stands. */
export function chooseStore(
  { store }: StoreFlags,
  place: CallerPlace = { cwd: process.cwd(), env: process.env },
): ChosenStore {
  const variable = place.env.MINIBATCH_STORE;
  if (store !== undefined) return choose(parsePlace(store), "--store", place);
  if (variable !== undefined && variable !== "") return choose(parseVariable(variable), "MINIBATCH_STORE", place);
  return choose({ kind: "sqlite", file: DEFAULT_STORE }, "the default", place);
}

/** Nobody has just typed it: the message says where it stands. */
function parseVariable(variable: string): StorePlace {
  try {
    return parsePlace(variable);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message} (it is in MINIBATCH_STORE)`, { cause: error });
  }
}

function choose(given: StorePlace, chosenBy: ChosenStore["chosenBy"], caller: CallerPlace): ChosenStore {
  const at: StorePlace =
    given.kind === "postgres" ? given : { kind: "sqlite", file: resolveFromCaller(given.file, caller) };
  return { at, place: formatPlace(at), chosenBy };
}

/**
 * `create`: a file that is not there is made; without it that is an InputError, for a command that only reads should
 * not leave an empty store where the path was mistyped. The caller closes the store.
 */
export async function openChosenStore(
  flags: StoreFlags,
  options: OpenOptions & { readonly create: boolean },
): Promise<LabStore> {
  const { at, place, chosenBy } = chooseStore(flags);
  if (!options.create && at.kind === "sqlite" && isMissing(at.file)) {
    const target = missingTarget(at.file);
    const isLink = target === null ? "" : `it is a link to ${target}, and `;
    throw new InputError(
      `Cannot open the store ${place} (${chosenBy}): ${isLink}there is no such file; name one with --store, or ` +
        "make one with minibatch sweep",
    );
  }
  const { openStore } = await import("../../store/open-store.ts");
  return openStore(at, options);
}
