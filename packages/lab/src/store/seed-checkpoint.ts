import { exchangeBlobs } from "./blobs.ts";
import type { StoreContext } from "./store-context.ts";

/** Gives a trial that waits for its first worker the checkpoint of another that has begun as it does. */
export async function seedCheckpoint(
  context: StoreContext,
  trialId: number,
  checkpoint: Uint8Array,
  epochs: number,
): Promise<boolean> {
  const { db, kind } = context;
  const waiting = await kind
    .lockRows(
      db
        .selectFrom("trials")
        .select("id")
        .where("id", "=", trialId)
        .where("status", "=", "ready")
        .where("checkpoint_sha256", "is", null),
    )
    .executeTakeFirst();
  if (waiting === undefined) return false;
  const [checkpoint_sha256 = null] = await exchangeBlobs(context, [checkpoint], []);
  await db.updateTable("trials").set({ checkpoint_sha256, epochs }).where("id", "=", trialId).execute();
  return true;
}
