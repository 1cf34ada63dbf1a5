/**
 * What is damaged is never given out as a figure. Where the caller reads what there is, it is left out and told, a line each; anywhere else it
 * ends the work: what is decided or trained must not rest on a part.
 */
import { InputError } from "../errors.ts";
import type { StoreContext } from "./store-context.ts";

/** One line: the action, what is, the fix. */
export function tellDamage({ onDamage }: Pick<StoreContext, "onDamage">, line: string): void {
  if (onDamage === null) throw new InputError(line);
  onDamage(line);
}

/** `optimizers/3`; null when there is no such trial, or none that belongs to an experiment. */
export async function nameOfTrial({ db }: StoreContext, id: number): Promise<string | null> {
  const row = await db
    .selectFrom("trials")
    .innerJoin("experiments", "experiments.id", "trials.experiment_id")
    .select(["experiments.name", "trials.number"])
    .where("trials.id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : `${row.name}/${row.number}`;
}

/** What to do about a trial of which a part is damaged. */
export function trainAgain(trial: string, place: string): string {
  return `train it again after: minibatch runs rm ${trial} --store ${place}`;
}
