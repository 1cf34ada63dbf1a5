/** The record of who worked on a trial, when, in which environment, and how it ended. */
import type { Json } from "../experiment/spec.ts";
import { hashBytes } from "./blobs.ts";
import { attemptRecord } from "./records.ts";
import type { AttemptRecord, Lease } from "./store.ts";
import type { StoreContext } from "./store-context.ts";

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
    .onConflict((conflict) => conflict.column("sha256").doNothing())
    .execute();
  await db
    .insertInto("attempts")
    .values({
      trial_id: trialId,
      attempt,
      worker,
      started_at: at,
      from_epoch: fromEpoch,
      environment_sha256: sha256,
    })
    .execute();
}

export async function endAttempt(
  { db, at }: StoreContext,
  { trialId, attempt }: Lease,
  outcome: string,
): Promise<void> {
  await db
    .updateTable("attempts")
    .set({ ended_at: at, outcome })
    .where("trial_id", "=", trialId)
    .where("attempt", "=", attempt)
    .execute();
}

/** Attempts on these trials that never ended died: nobody knows when. */
export async function loseAttempts({ db, kind }: StoreContext, trialIds: readonly number[]): Promise<void> {
  await db
    .updateTable("attempts")
    .set({ outcome: "lost" })
    .where(kind.isOneOf("trial_id", trialIds))
    .where("outcome", "is", null)
    .execute();
}

export async function listAttempts({ db }: StoreContext, trialId: number): Promise<AttemptRecord[]> {
  const rows = await db
    .selectFrom("attempts")
    .innerJoin("environments", "environments.sha256", "attempts.environment_sha256")
    .selectAll("attempts")
    .select("environments.json")
    .where("trial_id", "=", trialId)
    .orderBy("attempt")
    .execute();
  return rows.map(attemptRecord);
}

export async function listEnvironments({ db }: StoreContext, experimentId: number): Promise<Json[]> {
  const rows = await db
    .selectFrom("environments")
    .innerJoin("attempts", "attempts.environment_sha256", "environments.sha256")
    .innerJoin("trials", "trials.id", "attempts.trial_id")
    .select("environments.json")
    .where("trials.experiment_id", "=", experimentId)
    .groupBy("environments.json")
    .orderBy((eb) => eb.fn.min("attempts.started_at"))
    .orderBy((eb) => eb.fn.min("attempts.trial_id"))
    .execute();
  return rows.map(({ json }) => JSON.parse(json) as Json);
}
