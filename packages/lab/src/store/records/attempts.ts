/** The record of attempts: who worked on a trial, when, in which environment, and how it ended. */
import type { Selectable } from "kysely";
import type { Json } from "study";
import { nameOfTrial, tellDamage, trainAgain } from "../integrity/damage.ts";
import { fitsSeal, sealOf } from "../integrity/seal.ts";
import type { AttemptsTable } from "../schema.ts";
import type { AttemptRecord, Lease } from "../store.ts";
import type { StoreContext } from "../store-context.ts";
import { hashBytes } from "./blobs.ts";
import { attemptRecord } from "./records.ts";

type AttemptRow = Selectable<AttemptsTable>;

export interface AttemptBeginning {
  readonly worker: string;
  readonly fromEpoch: number;
  readonly environment: Json;
}

export async function insertAttempt(
  { db, at }: StoreContext,
  { trialId, attempt }: Lease,
  { worker, fromEpoch, environment }: AttemptBeginning,
): Promise<void> {
  const json = JSON.stringify(environment);
  const sha256 = hashBytes(json);
  await db
    .insertInto("environments")
    .values({ sha256, json })
    // replaces what lies there, which may be damaged
    .onConflict((conflict) => conflict.column("sha256").doUpdateSet({ json }))
    .execute();
  const row = {
    trial_id: trialId,
    attempt,
    worker,
    started_at: at,
    from_epoch: fromEpoch,
    environment_sha256: sha256,
  };
  await db
    .insertInto("attempts")
    .values({ ...row, seal: sealOf(row) })
    .execute();
}

export async function endAttempt(context: StoreContext, { trialId, attempt }: Lease, outcome: string): Promise<void> {
  const rows = await context.db
    .selectFrom("attempts")
    .selectAll()
    .where("trial_id", "=", trialId)
    .where("attempt", "=", attempt)
    .execute();
  for (const row of rows) await updateAttempt(context, row, { ended_at: context.at, outcome });
}

/** Attempts on these trials that have no end: they died at an unknown time. */
export async function loseAttempts(context: StoreContext, trialIds: readonly number[]): Promise<void> {
  const { db, kind } = context;
  const rows = await db
    .selectFrom("attempts")
    .selectAll()
    .where(kind.isOneOf("trial_id", trialIds))
    .where("outcome", "is", null)
    .execute();
  for (const row of rows) await updateAttempt(context, row, { outcome: "lost" });
}

/** A damaged row keeps its old seal, and so stays damaged. */
async function updateAttempt({ db }: StoreContext, row: AttemptRow, changes: Partial<AttemptRow>): Promise<void> {
  await db
    .updateTable("attempts")
    .set(fitsSeal(row) ? { ...changes, seal: sealOf({ ...row, ...changes }) } : changes)
    .where("trial_id", "=", row.trial_id)
    .where("attempt", "=", row.attempt)
    .execute();
}

/** Removes the damaged attempts of a trial that is to be trained again. */
export async function deleteDamagedAttempts({ db }: StoreContext, trialId: number): Promise<void> {
  const rows = await db.selectFrom("attempts").selectAll().where("trial_id", "=", trialId).execute();
  for (const { attempt } of rows.filter((row) => !fitsSeal(row))) {
    await db.deleteFrom("attempts").where("trial_id", "=", trialId).where("attempt", "=", attempt).execute();
  }
}

/** Leaves out, and reports, an attempt whose row or environment is damaged. */
export async function listAttempts(context: StoreContext, trialId: number): Promise<AttemptRecord[]> {
  const { db, place } = context;
  const rows = await db
    .selectFrom("attempts")
    .leftJoin("environments", "environments.sha256", "attempts.environment_sha256")
    .selectAll("attempts")
    .select("environments.json")
    .where("trial_id", "=", trialId)
    .orderBy("attempt")
    .execute();
  const records: AttemptRecord[] = [];
  for (const { json, ...row } of rows) {
    const environment = json === null ? null : readEnvironment(row.environment_sha256, json);
    if (fitsSeal(row) && environment !== null) {
      records.push(attemptRecord(row, environment.value));
      continue;
    }
    const name = await nameOfTrial(context, trialId);
    const what = environment === null ? "the environment it ran in is damaged" : "its row is damaged";
    tellDamage(
      context,
      `Cannot read attempt ${row.attempt} of ${name} in ${place}: ${what}; ${trainAgain(name, place)}`,
    );
  }
  return records;
}

/** Leaves out, and reports, a damaged one. */
export async function listEnvironments(context: StoreContext, experimentId: number): Promise<Json[]> {
  const { db, place } = context;
  const rows = await db
    .selectFrom("environments")
    .innerJoin("attempts", "attempts.environment_sha256", "environments.sha256")
    .innerJoin("trials", "trials.id", "attempts.trial_id")
    .select(["environments.json", "environments.sha256"])
    .where("trials.experiment_id", "=", experimentId)
    .groupBy(["environments.sha256", "environments.json"])
    .orderBy((eb) => eb.fn.min("attempts.started_at"))
    .orderBy((eb) => eb.fn.min("attempts.trial_id"))
    .execute();
  return rows.flatMap(({ sha256, json }) => {
    const environment = readEnvironment(sha256, json);
    if (environment !== null) return [environment.value];
    tellDamage(
      context,
      `Cannot read an environment in ${place}: it is damaged, its SHA-256 should be ${sha256}; take the store ` +
        "from a copy",
    );
    return [];
  });
}

/** Null if its bytes do not fit its SHA-256. */
function readEnvironment(sha256: string, json: string): { readonly value: Json } | null {
  return typeof json === "string" && hashBytes(json) === sha256 ? { value: JSON.parse(json) as Json } : null;
}
