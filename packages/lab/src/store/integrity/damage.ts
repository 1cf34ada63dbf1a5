/**
 * What is damaged is never given out as a figure. Where the caller reads what there is, it is left out and told, a line
 * each; anywhere else it ends the work: what is decided or trained must not rest on a part.
 */

import { InputError } from "../../errors.ts";
import { quoteArgument, writeCommand } from "../../shell/write-command.ts";
import type { StoreContext } from "../store-context.ts";

/** One line: the action, what is, the fix. A name in it may be what is damaged. */
export function tellDamage({ onDamage }: Pick<StoreContext, "onDamage">, line: string): void {
  const told = line.replaceAll(/\p{Cc}/gu, "\uFFFD");
  if (onDamage === null) throw new InputError(told);
  onDamage(told);
}

/** `optimizers/3`; `?/3` where it belongs to no experiment, and `?` where there is no such trial. */
export async function nameOfTrial({ db }: StoreContext, id: number): Promise<string> {
  const row = await db
    .selectFrom("trials")
    .leftJoin("experiments", "experiments.id", "trials.experiment_id")
    .select(["experiments.name", "trials.number"])
    .where("trials.id", "=", id)
    .executeTakeFirst();
  return row === undefined ? "?" : `${row.name ?? "?"}/${row.number}`;
}

/** What to do about a trial of which a part is damaged. */
export function trainAgain(trial: string, place: string): string {
  if (trial.startsWith("?")) return "take the store from a copy";
  return `train it again after: ${writeCommand(["runs", "retry"], [trial], ["--store", place])}`;
}

/** `name`: of a trial, or of an experiment. */
export function removeCommand(name: string, place: string): string {
  return writeCommand(["runs", "rm"], [name], ["--store", place]);
}

/** Why a store with a damaged index can only be read. */
export const INDEX_DAMAGED = "an index of it is damaged";

/** What to do about a damaged index of which the rows are whole. */
export function mendIndex(file: string): string {
  return `mend it with: sqlite3 ${quoteArgument(file)} reindex, or take the store from a copy`;
}
