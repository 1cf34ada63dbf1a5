/** A worker takes a trial: from then on only its lease can write to it. */
import type { Json } from "study";
import type { TakenTrial } from "../store.ts";
import type { StoreContext } from "../store-context.ts";
import { insertAttempt, loseAttempts } from "./attempts.ts";
import { readBlob } from "./blobs.ts";
import { readTrials } from "./read-rows.ts";
import { type TrialRow, updateTrial } from "./update-trials.ts";

export async function takeNextTrial(
  context: StoreContext,
  experimentId: number,
  worker: string,
  environment: Json,
): Promise<TakenTrial | null> {
  const { db, kind } = context;
  const next = await kind
    .lockFreeRows(
      db
        .selectFrom("trials")
        .selectAll()
        .where("experiment_id", "=", experimentId)
        .where("status", "=", "ready")
        .orderBy("number")
        .limit(1),
    )
    .executeTakeFirst();
  return next === undefined ? null : take(context, next, worker, environment);
}

export async function takeTrial(
  context: StoreContext,
  trialId: number,
  worker: string,
  environment: Json,
): Promise<TakenTrial | null> {
  const { db, kind, at } = context;
  const row = await kind
    .lockRows(db.selectFrom("trials").selectAll().where("id", "=", trialId).where("status", "in", ["ready", "running"]))
    .executeTakeFirst();
  if (row === undefined) return null;
  if (!(await isOfCancelledExperiment(context, row))) return take(context, row, worker, environment);
  // the experiment was cancelled and the trial's worker has died, so that it cannot see that
  await updateTrial(context, row, { status: "cancelled", ended_at: at });
  await loseAttempts(context, [trialId]);
  return null;
}

async function isOfCancelledExperiment({ db }: StoreContext, { experiment_id }: TrialRow): Promise<boolean> {
  const experiment = await db
    .selectFrom("experiments")
    .select("cancelled")
    .where("id", "=", experiment_id)
    .executeTakeFirst();
  return experiment?.cancelled === 1;
}

/** Damage is always an error here: only what was asked for may be trained. */
async function take(context: StoreContext, row: TrialRow, worker: string, environment: Json): Promise<TakenTrial> {
  const taken = await updateTrial(context, row, {
    status: "running",
    attempts: row.attempts + 1,
    started_at: row.started_at ?? context.at,
  });
  const [trial] = await readTrials({ ...context, onDamage: null }, [taken]);
  const lease = { trialId: row.id, attempt: taken.attempts };
  const checkpoint = taken.checkpoint_sha256 === null ? null : await readBlob(context, taken.checkpoint_sha256);
  if (lease.attempt > 1) await loseAttempts(context, [row.id]);
  await insertAttempt(context, lease, { worker, fromEpoch: checkpoint === null ? 0 : taken.epochs, environment });
  return { trial: trial!, lease, checkpoint };
}
