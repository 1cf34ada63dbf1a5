import type { StoreContext } from "../store-context.ts";
import { exchangeBlobs } from "./blobs.ts";
import { updateTrial } from "./update-trials.ts";

/** Gives a trial that has not begun the checkpoint of another one that begins in the same way. */
export async function startFromCheckpoint(
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
        .selectAll()
        .where("id", "=", trialId)
        .where("status", "=", "ready")
        .where("checkpoint_sha256", "is", null),
    )
    .executeTakeFirst();
  if (waiting === undefined) return false;
  const [checkpoint_sha256 = null] = await exchangeBlobs(context, [checkpoint], []);
  await updateTrial(context, waiting, { checkpoint_sha256, epochs });
  return true;
}
