/**
 * Every change of a trial's row goes through here: the old seal must fit, or the new one, written with the change,
 * would hide damage.
 */
import type { Selectable } from "kysely";
import { InputError } from "../../errors.ts";
import { nameOfTrial, trainAgain } from "../integrity/damage.ts";
import { fitsSeal, sealOf, sealOfDescription } from "../integrity/seal.ts";
import type { TrialsTable } from "../schema.ts";
import type { StoreContext } from "../store-context.ts";

export type TrialRow = Selectable<TrialsTable>;

/** The changed columns; the seals are computed from them. */
export type TrialChanges = Partial<Omit<TrialRow, "id" | "seal" | "description_seal">>;

/** `row`: the whole row, locked. Returns the changed row. */
export async function updateTrial(context: StoreContext, row: TrialRow, changes: TrialChanges): Promise<TrialRow> {
  await checkSealed(context, row);
  return resealTrial(context, row, changes);
}

/** As updateTrial, for a row that may be damaged: unchanged columns are sealed as they are. */
export async function resealTrial(context: StoreContext, row: TrialRow, changes: TrialChanges): Promise<TrialRow> {
  const seals = sealsOf({ ...row, ...changes });
  await context.db
    .updateTable("trials")
    .set({ ...changes, ...seals })
    .where("id", "=", row.id)
    .execute();
  return { ...row, ...changes, ...seals };
}

/** The same changes to many rows, in one statement. */
export async function updateTrials(
  context: StoreContext,
  rows: readonly TrialRow[],
  changes: TrialChanges,
): Promise<void> {
  if (rows.length === 0) return;
  for (const row of rows) await checkSealed(context, row);
  const seals = rows.map((row) => ({ id: row.id, ...sealsOf({ ...row, ...changes }) }));
  await context.db
    .updateTable("trials")
    .from(context.kind.tabulateSeals(seals))
    .set((eb) => ({
      ...changes,
      seal: eb.ref("sealed.seal"),
      description_seal: eb.ref("sealed.description_seal"),
    }))
    .whereRef("trials.id", "=", "sealed.id")
    .execute();
}

function sealsOf(row: TrialRow): { readonly description_seal: number; readonly seal: number } {
  const description_seal = sealOfDescription(row);
  return { description_seal, seal: sealOf({ ...row, description_seal }) };
}

async function checkSealed(context: StoreContext, row: TrialRow): Promise<void> {
  if (fitsSeal(row)) return;
  throw new InputError(describeDamagedTrial(await nameOfTrial(context, row.id), context.place));
}

export function describeDamagedTrial(name: string, place: string): string {
  return (
    `Cannot read the trial ${name} in ${place}: its row is damaged, its seal does not fit; ` +
    `${trainAgain(name, place)}`
  );
}
