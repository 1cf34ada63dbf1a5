/** Turns rows into records if their seals fit; leaves out, and reports, damaged ones. */
import type { Selectable } from "kysely";
import { InputError } from "../../errors.ts";
import { nameOfTrial, removeCommand, tellDamage } from "../integrity/damage.ts";
import { fitsSeal, hasSeal } from "../integrity/seal.ts";
import type { ExperimentsTable } from "../schema.ts";
import type { ExperimentRecord, TrialRecord } from "../store.ts";
import type { StoreContext } from "../store-context.ts";
import { experimentRecord, trialRecord } from "./records.ts";
import { describeDamagedTrial, type TrialRow } from "./update-trials.ts";

type ExperimentRow = Selectable<ExperimentsTable>;

export async function readTrials(context: StoreContext, rows: readonly TrialRow[]): Promise<TrialRecord[]> {
  const sealed = await findSealed(context, rows);
  const records: TrialRecord[] = [];
  for (const row of rows) {
    // all trials of a sealed experiment were made with seals: one without has lost it
    const isWhole = fitsSeal(row) && (hasSeal(row) || !sealed.has(row.experiment_id));
    const record = isWhole ? trialRecord(row) : null;
    if (record !== null) records.push(record);
    else tellDamage(context, describeDamagedTrial(await nameOfTrial(context, row.id), context.place));
  }
  return records;
}

export async function readTrial(context: StoreContext, row: TrialRow | undefined): Promise<TrialRecord | null> {
  return row === undefined ? null : ((await readTrials(context, [row]))[0] ?? null);
}

/**
 * Its trials have seals of their own: where damage is reported, a reader goes on with what can still be read of the
 * experiment. Null if nothing can.
 */
export function readExperiment(context: StoreContext, row: ExperimentRow): ExperimentRecord | null {
  const { record, damage } = inspectExperiment(context, row);
  if (damage !== null) tellDamage(context, damage);
  return record;
}

/** Throws InputError if nothing of it can be read. */
export function requireExperiment(context: StoreContext, row: ExperimentRow): ExperimentRecord {
  const { record, damage } = inspectExperiment(context, row);
  if (record === null) throw new InputError(damage!);
  if (damage !== null) tellDamage(context, damage);
  return record;
}

function inspectExperiment({ place }: StoreContext, row: ExperimentRow) {
  const record = experimentRecord(row);
  if (record !== null && fitsSeal(row)) return { record, damage: null };
  const what =
    record === null ? "nothing can be made of it" : "its seal does not fit: parameters, data and goal may be others";
  const damage =
    `Cannot rely on the experiment ${row.name} in ${place}: its row is damaged, ${what}; take the store from a ` +
    `copy, or sweep it again after: ${removeCommand(row.name, place)}`;
  return { record, damage };
}

/** The sealed experiments of the trials without a seal. */
async function findSealed({ db, kind }: StoreContext, rows: readonly TrialRow[]): Promise<ReadonlySet<number>> {
  const ids = new Set(rows.filter((row) => !hasSeal(row)).map((row) => row.experiment_id));
  if (ids.size === 0) return new Set();
  const found = await db
    .selectFrom("experiments")
    .selectAll()
    .where(kind.isOneOf("id", [...ids]))
    .execute();
  return new Set(found.filter(hasSeal).map(({ id }) => id));
}
