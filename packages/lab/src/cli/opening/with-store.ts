/**
 * Work on a store that exists; it is closed whatever happens. Damaged rows are left out, and told after the work.
 */

import { InputError } from "../../errors.ts";
import type { LabStore } from "../../store/store.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { paint } from "../terminal/paint.ts";
import { tellLine } from "../terminal/write-out.ts";
import { openChosenStore } from "./choose-store.ts";

/** lines about single rows; a disk that has lost a whole page would fill the screen */
const MOST_LINES = 10;

/** Throws what `work` throws; InputError, after it, when a part of the store is damaged. */
export async function withStore<T>(flags: StoreFlags, work: (store: LabStore) => Promise<T>): Promise<T> {
  const damage = new Set<string>();
  let place = "";
  try {
    const store = await openChosenStore(flags, { create: false, onDamage: (line) => void damage.add(line) });
    place = store.place;
    try {
      const result = await work(store);
      if (damage.size === 0) return result;
    } finally {
      await store.close();
    }
  } catch (error) {
    // it may be what the work ends in
    tellLines([...damage].filter((line) => !(error instanceof InputError && error.message === line)));
    throw error;
  }
  const lines = [...damage];
  if (lines.length === 1) throw new InputError(lines[0]);
  tellLines(lines);
  throw new InputError(
    `Cannot read all of ${place}: what is damaged, ${lines.length} things, was left out; the lines above name it ` +
      "and say what to do",
  );
}

function tellLines(lines: readonly string[]): void {
  for (const line of lines.slice(0, MOST_LINES)) tellLine(paint("warning", line));
  if (lines.length > MOST_LINES)
    tellLine(`... and ${lines.length - MOST_LINES} more things that are damaged; they are left out too.`);
}
