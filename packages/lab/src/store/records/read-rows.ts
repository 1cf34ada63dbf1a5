/** Rows that were read become records when their seals fit; what is damaged is told, and left out. */
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
    // a sealed experiment's trials were all sealed when they were made: one that is not has lost its seal
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
 * Its trials are whole, each by its own seal: where damage is told, whoever reads them goes on with what the
 * description still says. Null where it says nothing.
 */
export function readExperiment(context: StoreContext, row: ExperimentRow): ExperimentRecord | null {
  const { record, damage } = inspectExperiment(context, row);
  if (damage !== null) tellDamage(context, damage);
  return record;
}

/** Throws InputError where nothing can be made of it. */
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
  const damage = `Cannot rely on the experiment ${row.name} in ${place}: its row is damaged, ${what}; take the store from a copy, or sweep it again after: ${removeCommand(row.name, place)}`;
  return { record, damage };
}

/** Of the experiments of those that have no seal, the ones that have one. */
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
