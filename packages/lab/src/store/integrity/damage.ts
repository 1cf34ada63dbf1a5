/**
 * Damaged data never become a figure. A caller that reads what there is gets a line for each thing that was left out;
 * for any other caller damage is an error, because what is decided or trained must not rest on a part of the data.
 */

import { InputError } from "../../errors.ts";
import { quoteArgument, writeCommand } from "../../shell/write-command.ts";
import type { StoreContext } from "../store-context.ts";

/** Takes one line: the action, what is, the fix. A name in it may itself be damaged. */
export function tellDamage({ onDamage }: Pick<StoreContext, "onDamage">, line: string): void {
  const told = line.replaceAll(/\p{Cc}/gu, "\uFFFD");
  if (onDamage === null) throw new InputError(told);
  onDamage(told);
}

/** `optimizers/3`; `?/3` if its experiment is missing, `?` if there is no such trial. */
export async function nameOfTrial({ db }: StoreContext, id: number): Promise<string> {
  const row = await db
    .selectFrom("trials")
    .leftJoin("experiments", "experiments.id", "trials.experiment_id")
    .select(["experiments.name", "trials.number"])
    .where("trials.id", "=", id)
    .executeTakeFirst();
  return row === undefined ? "?" : `${row.name ?? "?"}/${row.number}`;
}

/** The fix for a trial with a damaged part. */
export function trainAgain(trial: string, place: string): string {
  if (trial.startsWith("?")) return "take the store from a copy";
  return `train it again after: ${writeCommand(["runs", "retry"], [trial], ["--store", place])}`;
}

/** `name`: a trial's or an experiment's. */
export function removeCommand(name: string, place: string): string {
  return writeCommand(["runs", "rm"], [name], ["--store", place]);
}

/** Why a store with a damaged index can only be read. */
export const INDEX_DAMAGED = "an index of it is damaged";

/** The fix for a damaged index whose rows are whole. */
export function mendIndex(file: string): string {
  return `mend it with: sqlite3 ${quoteArgument(file)} reindex, or take the store from a copy`;
}
