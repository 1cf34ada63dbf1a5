import { UsageError } from "../../errors.ts";
import { writeCommand } from "../../shell/write-command.ts";
import type { RemoveOptions } from "../store.ts";
import type { StoreContext } from "../store-context.ts";
import { dropBlobsOfTrials, exchangeBlobs } from "./blobs.ts";
import { filesOfExperiment, lockExperiment } from "./experiments.ts";

export async function removeExperiment(context: StoreContext, id: number): Promise<void> {
  const { db, kind } = context;
  await lockExperiment(context, id);
  const trials = await kind.lockRows(db.selectFrom("trials").select("id").where("experiment_id", "=", id)).execute();
  await deleteTrials(
    context,
    trials.map((trial) => trial.id),
  );
  await kind.renewIndexes(db, "experiments");
  const row = await db.selectFrom("experiments").select("spec").where("id", "=", id).executeTakeFirst();
  await exchangeBlobs(context, [], filesOfExperiment(row?.spec ?? ""));
  await db.deleteFrom("experiments").where("id", "=", id).execute();
}

export async function removeTrials(
  context: StoreContext,
  id: number,
  numbers: readonly number[],
  options: RemoveOptions,
): Promise<void> {
  const { db, kind } = context;
  const { name } = await lockExperiment(context, id);
  const found = await kind
    .lockRows(
      db
        .selectFrom("trials")
        .select(["id", "number", "status"])
        .where("experiment_id", "=", id)
        .where(kind.isOneOf("number", numbers)),
    )
    .execute();
  const missing = numbers.find((number) => !found.some((trial) => trial.number === number));
  if (missing !== undefined) {
    throw new UsageError(
      `Cannot remove trial ${missing} of ${name}: there is none; see ${writeCommand(["runs", "list"], [name])}`,
    );
  }
  const running = found.find(({ status }) => status === "running");
  if (running !== undefined && options.running !== true) {
    throw new UsageError(
      `Cannot remove trial ${running.number} of ${name}: it is running, should have ended; stop its sweep first`,
    );
  }
  await deleteTrials(
    context,
    found.map((trial) => trial.id),
  );
}

/** The schema deletes figures, results and attempts with their trial. The rows must be locked. */
async function deleteTrials(context: StoreContext, ids: readonly number[]): Promise<void> {
  await context.kind.renewIndexes(context.db, "trials");
  await dropBlobsOfTrials(context, ids);
  await context.db.deleteFrom("trials").where(context.kind.isOneOf("id", ids)).execute();
}
