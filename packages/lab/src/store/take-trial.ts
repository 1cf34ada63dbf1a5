/** A worker takes up a trial: from then on only its lease writes to it. */
import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { Json } from "../experiment/spec.ts";
import { insertAttempt, loseAttempts } from "./attempts.ts";
import { readBlob } from "./blobs.ts";
import { trialRecord } from "./records.ts";
import type { StoreSchema } from "./schema.ts";
import type { TakenTrial } from "./store.ts";
import type { StoreContext } from "./store-context.ts";

export function takeNextTrial(
  context: StoreContext,
  experimentId: number,
  worker: string,
  environment: Json,
): Promise<TakenTrial | null> {
  const { db, kind } = context;
  const next = kind.lockFreeRows(
    db
      .selectFrom("trials")
      .select("id")
      .where("experiment_id", "=", experimentId)
      .where("status", "=", "ready")
      .orderBy("number")
      .limit(1),
  );
  return take(context, (eb) => eb("id", "=", next), worker, environment);
}

export async function takeTrial(
  context: StoreContext,
  trialId: number,
  worker: string,
  environment: Json,
): Promise<TakenTrial | null> {
  const taken = await take(
    context,
    (eb) =>
      eb.and([eb("id", "=", trialId), eb("status", "in", ["ready", "running"]), eb.not(ofCancelledExperiment(eb))]),
    worker,
    environment,
  );
  if (taken === null) await giveUpCancelled(context, trialId);
  return taken;
}

/** A trial of an experiment that was cancelled while its worker died: that worker can no longer ask. */
async function giveUpCancelled(context: StoreContext, trialId: number): Promise<void> {
  const { db, at } = context;
  const { numUpdatedRows } = await db
    .updateTable("trials")
    .set({ status: "cancelled", ended_at: at })
    .where("id", "=", trialId)
    .where("status", "in", ["ready", "running"])
    .where(ofCancelledExperiment)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) await loseAttempts(context, [trialId]);
}

function ofCancelledExperiment(eb: ExpressionBuilder<StoreSchema, "trials">): Expression<SqlBool> {
  return eb.exists(
    eb
      .selectFrom("experiments")
      .select("experiments.id")
      .whereRef("experiments.id", "=", "trials.experiment_id")
      .where("experiments.cancelled", "=", 1),
  );
}

async function take(
  context: StoreContext,
  which: (eb: ExpressionBuilder<StoreSchema, "trials">) => Expression<SqlBool>,
  worker: string,
  environment: Json,
): Promise<TakenTrial | null> {
  const { db, at } = context;
  const row = await db
    .updateTable("trials")
    .set((eb) => ({
      status: "running",
      attempts: eb("attempts", "+", 1),
      started_at: eb.fn.coalesce("started_at", eb.val(at)),
    }))
    .where(which)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  const trial = trialRecord(row);
  const lease = { trialId: trial.id, attempt: trial.attempts };
  const checkpoint = trial.checkpointSha256 === null ? null : await readBlob(context, trial.checkpointSha256);
  if (lease.attempt > 1) await loseAttempts(context, [trial.id]);
  await insertAttempt(context, lease, { worker, fromEpoch: checkpoint === null ? 0 : trial.epochs, environment });
  return { trial, lease, checkpoint };
}
