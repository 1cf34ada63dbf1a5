/** Changes of trials that nobody works on. */
import type { TrialStatus } from "study";
import type { StoreContext } from "../store-context.ts";
import { loseAttempts } from "./attempts.ts";
import { exchangeBlobs } from "./blobs.ts";
import { lockExperiment, updateExperiment } from "./experiments.ts";
import { updateTrials } from "./update-trials.ts";

export async function promoteTrials(
  context: StoreContext,
  experimentId: number,
  promotions: readonly { readonly number: number; readonly untilEpoch: number }[],
): Promise<void> {
  for (const [untilEpoch, group] of Map.groupBy(promotions, (promotion) => promotion.untilEpoch)) {
    const numbers = group.map(({ number }) => number);
    const paused = await holdTrials(context, experimentId, ["paused"])
      .where(context.kind.isOneOf("number", numbers))
      .execute();
    await updateTrials(context, paused, { status: "ready", until_epoch: untilEpoch });
  }
}

export async function pruneTrials(
  context: StoreContext,
  experimentId: number,
  numbers: readonly number[],
  diagnosis: string,
): Promise<void> {
  const paused = await holdTrials(context, experimentId, ["paused"])
    .where(context.kind.isOneOf("number", numbers))
    .execute();
  await updateTrials(context, paused, { status: "pruned", diagnosis, checkpoint_sha256: null, ended_at: context.at });
  await exchangeBlobs(
    context,
    [],
    paused.map(({ checkpoint_sha256 }) => checkpoint_sha256),
  );
}

/** Returns how many were cancelled at once. They keep their checkpoints, in case the experiment is revived. */
export async function cancelExperiment(context: StoreContext, id: number): Promise<number> {
  await updateExperiment(context, id, { cancelled: 1 });
  const waiting = await holdTrials(context, id, ["ready", "paused"]).execute();
  await updateTrials(context, waiting, { status: "cancelled", ended_at: context.at });
  return waiting.length;
}

export async function reviveExperiment(context: StoreContext, id: number): Promise<number> {
  await updateExperiment(context, id, { cancelled: 0 });
  const cancelled = await holdTrials(context, id, ["cancelled"]).execute();
  await updateTrials(context, cancelled, { status: "ready", ended_at: null });
  return cancelled.length;
}

export async function reclaimTrials(context: StoreContext, experimentId: number): Promise<number[]> {
  const { cancelled } = await lockExperiment(context, experimentId);
  const reclaimed = await holdTrials(context, experimentId, ["running"]).execute();
  await updateTrials(
    context,
    reclaimed,
    cancelled ? { status: "cancelled", ended_at: context.at } : { status: "ready" },
  );
  await loseAttempts(
    context,
    reclaimed.map(({ id }) => id),
  );
  return reclaimed.map(({ number }) => number).sort((a, b) => a - b);
}

/** Their whole rows, locked, by number. */
function holdTrials({ db, kind }: StoreContext, experimentId: number, statuses: readonly TrialStatus[]) {
  return kind.lockRows(
    db
      .selectFrom("trials")
      .selectAll()
      .where("experiment_id", "=", experimentId)
      .where("status", "in", statuses)
      .orderBy("number"),
  );
}
