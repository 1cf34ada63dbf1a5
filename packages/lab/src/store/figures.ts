/** Figures per epoch, and results of tasks that are not trainings. */
import type { Json } from "../experiment/spec.ts";
import { decodeFigures, encodeFigures } from "./encode-figures.ts";
import type { Metrics } from "./store.ts";
import type { StoreContext } from "./store-context.ts";

/** Rows per statement: 3 values each, far below the 32,766 that a statement of SQLite may have. */
const ROWS = 500;

export async function insertMetrics({ db }: StoreContext, trialId: number, metrics: Metrics): Promise<void> {
  const rows = Object.entries(metrics).map(([name, values]) => ({
    trial_id: trialId,
    name,
    values: encodeFigures(values),
  }));
  for (let from = 0; from < rows.length; from += ROWS) {
    await db
      .insertInto("metrics")
      .values(rows.slice(from, from + ROWS))
      .execute();
  }
}

export async function deleteFigures({ db }: StoreContext, trialId: number): Promise<void> {
  await db.deleteFrom("metrics").where("trial_id", "=", trialId).execute();
  await db.deleteFrom("results").where("trial_id", "=", trialId).execute();
}

export async function readMetrics(
  { db, kind }: StoreContext,
  trialIds: readonly number[],
  names: readonly string[] | undefined,
): Promise<ReadonlyMap<number, Metrics>> {
  const found = new Map<number, [string, Float64Array][]>(trialIds.map((id) => [id, []]));
  let query = db.selectFrom("metrics").selectAll().where(kind.isOneOf("trial_id", trialIds));
  if (names !== undefined) query = query.where(kind.isOneOf("name", names));
  for (const { trial_id, name, values } of await query.execute())
    found.get(trial_id)?.push([name, decodeFigures(values)]);
  return new Map([...found].map(([id, metrics]) => [id, Object.fromEntries(metrics)]));
}

export async function insertResult({ db }: StoreContext, trialId: number, result: Json): Promise<void> {
  await db
    .insertInto("results")
    .values({ trial_id: trialId, json: JSON.stringify(result) })
    .execute();
}

export async function readResult({ db }: StoreContext, trialId: number): Promise<Json | null> {
  const row = await db.selectFrom("results").select("json").where("trial_id", "=", trialId).executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.json) as Json);
}
