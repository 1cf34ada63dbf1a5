/** What is decided about trials that nobody works on. */
import { loseAttempts } from "./attempts.ts";
import { exchangeBlobs } from "./blobs.ts";
import { lockExperiment } from "./experiments.ts";
import type { StoreContext } from "./store-context.ts";

export async function promoteTrials(
  { db, kind }: StoreContext,
  experimentId: number,
  promotions: readonly { readonly number: number; readonly untilEpoch: number }[],
): Promise<void> {
  for (const [untilEpoch, group] of Map.groupBy(promotions, (promotion) => promotion.untilEpoch)) {
    await db
      .updateTable("trials")
      .set({ status: "ready", until_epoch: untilEpoch })
      .where("experiment_id", "=", experimentId)
      .where("status", "=", "paused")
      .where(
        kind.isOneOf(
          "number",
          group.map(({ number }) => number),
        ),
      )
      .execute();
  }
}

export async function pruneTrials(
  context: StoreContext,
  experimentId: number,
  numbers: readonly number[],
  diagnosis: string,
): Promise<void> {
  const { db, kind, at } = context;
  const paused = await kind
    .lockRows(
      db
        .selectFrom("trials")
        .select(["id", "checkpoint_sha256"])
        .where("experiment_id", "=", experimentId)
        .where("status", "=", "paused")
        .where(kind.isOneOf("number", numbers)),
    )
    .execute();
  await db
    .updateTable("trials")
    .set({ status: "pruned", diagnosis, checkpoint_sha256: null, ended_at: at })
    .where(
      kind.isOneOf(
        "id",
        paused.map(({ id }) => id),
      ),
    )
    .execute();
  await exchangeBlobs(
    context,
    [],
    paused.map(({ checkpoint_sha256 }) => checkpoint_sha256),
  );
}

/** Gives how many are cancelled at once. They keep their checkpoints, to go on from when the experiment is revived. */
export async function cancelExperiment(context: StoreContext, id: number): Promise<number> {
  await setCancelled(context, id, 1);
  const { numUpdatedRows } = await context.db
    .updateTable("trials")
    .set({ status: "cancelled", ended_at: context.at })
    .where("experiment_id", "=", id)
    .where("status", "in", ["ready", "paused"])
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

export async function reviveExperiment(context: StoreContext, id: number): Promise<number> {
  await setCancelled(context, id, 0);
  const { numUpdatedRows } = await context.db
    .updateTable("trials")
    .set({ status: "ready", ended_at: null })
    .where("experiment_id", "=", id)
    .where("status", "=", "cancelled")
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

async function setCancelled(context: StoreContext, id: number, cancelled: 0 | 1): Promise<void> {
  await lockExperiment(context, id);
  await context.db.updateTable("experiments").set({ cancelled }).where("id", "=", id).execute();
}

export async function reclaimTrials(context: StoreContext, experimentId: number): Promise<number[]> {
  const { cancelled } = await lockExperiment(context, experimentId);
  const reclaimed = await context.db
    .updateTable("trials")
    .set(cancelled ? { status: "cancelled", ended_at: context.at } : { status: "ready" })
    .where("experiment_id", "=", experimentId)
    .where("status", "=", "running")
    .returning(["id", "number"])
    .execute();
  await loseAttempts(
    context,
    reclaimed.map(({ id }) => id),
  );
  return reclaimed.map(({ number }) => number).sort((a, b) => a - b);
}
