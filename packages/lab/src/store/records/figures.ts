/** Figures per epoch, and results of tasks that are not trainings. */
import type { Json } from "study";
import { nameOfTrial, tellDamage, trainAgain } from "../integrity/damage.ts";
import { hasSeal, sealOfFigures, sealOfMetric } from "../integrity/seal.ts";
import type { Metrics } from "../store.ts";
import type { StoreContext } from "../store-context.ts";
import { decodeFigures, encodeFigures } from "./encode-figures.ts";

/** Rows per statement: 4 values each, far below the 32,766 that a statement of SQLite may have. */
const ROWS = 500;

/** Returns the seal of all of them together, for the trial's row. */
export async function insertMetrics({ db }: StoreContext, trialId: number, metrics: Metrics): Promise<number> {
  const rows = Object.entries(metrics).map(([name, values]) => {
    const row = { trial_id: trialId, name, values: encodeFigures(values) };
    return { ...row, seal: sealOfMetric(row) };
  });
  for (let from = 0; from < rows.length; from += ROWS) {
    await db
      .insertInto("metrics")
      .values(rows.slice(from, from + ROWS))
      .execute();
  }
  return sealOfFigures(rows);
}

export async function deleteFigures({ db }: StoreContext, trialId: number): Promise<void> {
  await db.deleteFrom("metrics").where("trial_id", "=", trialId).execute();
  await db.deleteFrom("results").where("trial_id", "=", trialId).execute();
}

/** Leaves out, and reports, what is damaged or missing. */
export async function readMetrics(
  context: StoreContext,
  trialIds: readonly number[],
  names: readonly string[] | undefined,
): Promise<ReadonlyMap<number, Metrics>> {
  const { db, kind } = context;
  const found = new Map<number, [string, Float64Array][]>(trialIds.map((id) => [id, []]));
  const seals = await readSeals(context, trialIds);
  let query = db.selectFrom("metrics").selectAll().where(kind.isOneOf("trial_id", trialIds));
  if (names !== undefined) query = query.where(kind.isOneOf("name", names));
  const rows = await query.execute();
  const damaged = new Set<number>();
  for (const row of rows) {
    const isWhole = hasSeal(row) ? row.seal === sealOfMetric(row) : !seals.has(row.trial_id);
    const figures = isWhole ? decodeFigures(row.values) : null;
    if (figures !== null) {
      found.get(row.trial_id)?.push([row.name, figures]);
      continue;
    }
    damaged.add(row.trial_id);
    await tellDamagedFigures(context, row.trial_id, row.name);
  }
  // a trial with a damaged figure has been reported already
  for (const id of damaged) seals.delete(id);
  if (names === undefined) await tellMissing(context, seals, rows);
  else {
    for (const [id, metrics] of found) if (metrics.length === names.length) seals.delete(id);
    await tellMissing(context, seals, await readNames(context, [...seals.keys()]));
  }
  return new Map([...found].map(([id, metrics]) => [id, Object.fromEntries(metrics)]));
}

/** Each trial's seal of all its figures; not of trials whose figures may have been written without seals. */
async function readSeals({ db, kind }: StoreContext, trialIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom("trials")
    .select((eb) => ["id", eb.ref("figures_seal").$notNull().as("seal")])
    .where(kind.isOneOf("id", trialIds))
    .where("figures_seal", "is not", null)
    .execute();
  return new Map(rows.map(({ id, seal }) => [id, seal]));
}

interface NamedSeal {
  readonly trial_id: number;
  readonly name: string;
  readonly seal: number | null;
}

async function readNames({ db, kind }: StoreContext, trialIds: readonly number[]): Promise<readonly NamedSeal[]> {
  if (trialIds.length === 0) return [];
  return db
    .selectFrom("metrics")
    .select(["trial_id", "name", "seal"])
    .where(kind.isOneOf("trial_id", trialIds))
    .execute();
}

/** `rows`: all figures of these trials. */
async function tellMissing(
  context: StoreContext,
  seals: ReadonlyMap<number, number>,
  rows: readonly NamedSeal[],
): Promise<void> {
  const { place } = context;
  const groups = Map.groupBy(rows, ({ trial_id }) => trial_id);
  for (const [id, seal] of seals) {
    if (sealOfFigures(groups.get(id) ?? []) === seal) continue;
    const trial = await nameOfTrial(context, id);
    tellDamage(
      context,
      `Cannot read all figures of ${trial} in ${place}: some are missing or are not its own; ` +
        `${trainAgain(trial, place)}`,
    );
  }
}

async function tellDamagedFigures(context: StoreContext, trialId: number, metric: string): Promise<void> {
  const { place } = context;
  const trial = await nameOfTrial(context, trialId);
  tellDamage(
    context,
    `Cannot read ${metric} of ${trial} in ${place}: its figures are damaged, their seal does not fit; ` +
      `${trainAgain(trial, place)}`,
  );
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
