/** A worker's writes under its lease. An outdated lease writes nothing. */

import type { Lease, TrialOutcome } from "../store.ts";
import type { StoreContext } from "../store-context.ts";
import { endAttempt } from "./attempts.ts";
import { exchangeBlobs } from "./blobs.ts";
import { deleteFigures, insertMetrics, insertResult } from "./figures.ts";
import { type TrialRow, updateTrial } from "./update-trials.ts";

export async function saveCheckpoint(
  context: StoreContext,
  lease: Lease,
  checkpoint: Uint8Array,
  epochs: number,
): Promise<boolean> {
  const held = await holdTrial(context, lease);
  if (held === null || held.cancelled) return false;
  const { trial } = held;
  const [checkpoint_sha256 = null] = await exchangeBlobs(context, [checkpoint], [trial.checkpoint_sha256]);
  await updateTrial(context, trial, { checkpoint_sha256, epochs });
  return true;
}

export async function endTrial(context: StoreContext, lease: Lease, outcome: TrialOutcome): Promise<boolean> {
  checkNaN(lease, outcome);
  const held = await holdTrialAndExperiment(context, lease);
  if (held === null) return false;
  const { trial, cancelled } = held;
  const paused = outcome.status === "paused";
  const status = paused && cancelled ? "cancelled" : outcome.status;
  const [weights_sha256 = null, checkpoint_sha256 = null] = await exchangeBlobs(
    context,
    [outcome.weights, paused ? outcome.checkpoint : null],
    [trial.weights_sha256, trial.checkpoint_sha256],
  );
  // Figures of an earlier attempt, which had paused: the new ones continue them.
  if (lease.attempt > 1) await deleteFigures(context, lease.trialId);
  await updateTrial(context, trial, {
    status,
    epochs: outcome.epochs,
    objective: outcome.objective,
    objective_epoch: outcome.objectiveEpoch,
    kept_epoch: outcome.keptEpoch,
    test_loss: outcome.test?.loss ?? null,
    test_accuracy: outcome.test?.accuracy ?? null,
    seconds: outcome.seconds,
    diagnosis: outcome.diagnosis,
    weights_sha256,
    checkpoint_sha256,
    ended_at: status === "paused" ? null : context.at,
    figures_seal: await insertMetrics(context, lease.trialId, outcome.metrics),
  });
  if (outcome.result !== null) await insertResult(context, lease.trialId, outcome.result);
  await endAttempt(context, lease, outcome.status);
  return true;
}

export async function releaseTrial(context: StoreContext, lease: Lease): Promise<boolean> {
  const held = await holdTrialAndExperiment(context, lease);
  if (held === null) return false;
  const ended = { status: "cancelled", ended_at: context.at } as const;
  await updateTrial(context, held.trial, held.cancelled ? ended : { status: "ready" });
  await endAttempt(context, lease, "stopped");
  return true;
}

interface HeldTrial {
  readonly trial: TrialRow;
  readonly cancelled: boolean;
}

/** The trial's row, locked; null if the lease is outdated. */
async function holdTrial({ db, kind }: StoreContext, { trialId, attempt }: Lease): Promise<HeldTrial | null> {
  const held = db
    .selectFrom("trials")
    .selectAll("trials")
    .select((eb) => [
      eb
        .selectFrom("experiments")
        .select("experiments.cancelled")
        .whereRef("experiments.id", "=", "trials.experiment_id")
        .as("cancelled"),
    ])
    .where("id", "=", trialId)
    .where("attempts", "=", attempt)
    .where("status", "=", "running");
  const row = await kind.lockRows(held).executeTakeFirst();
  if (row === undefined) return null;
  const { cancelled, ...trial } = row;
  return { trial, cancelled: cancelled === 1 };
}

/**
 * Locks the experiment's row first, as everyone does who cancels or decides. So a trial that pauses cannot miss a
 * cancellation (nothing would ever wake it), and no two transactions lock the same rows in opposite orders.
 */
async function holdTrialAndExperiment(context: StoreContext, lease: Lease): Promise<HeldTrial | null> {
  const { db, kind } = context;
  const experiment = db
    .selectFrom("experiments")
    .select("id")
    .where("id", "=", (eb) => eb.selectFrom("trials").select("experiment_id").where("trials.id", "=", lease.trialId));
  return (await kind.lockRows(experiment).executeTakeFirst()) === undefined ? null : holdTrial(context, lease);
}

/** Throws RangeError for NaN, which SQLite stores as null and Postgres sorts above all numbers: "none" is null. */
function checkNaN({ trialId }: Lease, { objective, test, seconds }: TrialOutcome): void {
  const figures = { objective, "test.loss": test?.loss, "test.accuracy": test?.accuracy, seconds };
  for (const [name, value] of Object.entries(figures)) {
    if (!Number.isNaN(value)) continue;
    throw new RangeError(
      `Cannot end trial ${trialId}: its ${name} is NaN, should be a number, or null where there is none`,
    );
  }
}
