import { InputError, UsageError } from "../../errors.ts";
import { removeCommand } from "../integrity/damage.ts";
import { fitsSeal, sealOfDescription, sealOfFigures } from "../integrity/seal.ts";
import type { StoreContext } from "../store-context.ts";
import { deleteDamagedAttempts, loseAttempts } from "./attempts.ts";
import { exchangeBlobs } from "./blobs.ts";
import { lockExperiment } from "./experiments.ts";
import { deleteFigures } from "./figures.ts";
import { resealTrial, type TrialRow } from "./update-trials.ts";

export async function retryTrials(context: StoreContext, id: number, numbers: readonly number[]): Promise<void> {
  const { db, kind, place } = context;
  const { name } = await lockExperiment(context, id);
  await kind.renewIndexes(db, "trials");
  for (const number of numbers) {
    const row = await kind
      .lockRows(db.selectFrom("trials").selectAll().where("experiment_id", "=", id).where("number", "=", number))
      .executeTakeFirst();
    if (row === undefined) {
      throw new UsageError(
        `Cannot train ${name}/${number} again: there is no such trial; minibatch runs list ${name} lists its trials`,
      );
    }
    if (row.status === "running") {
      throw new UsageError(
        `Cannot train ${name}/${number} again: it is running, should have ended; stop its sweep first`,
      );
    }
    if (!fitsSeal(row) && row.description_seal !== sealOfDescription(row)) {
      throw new InputError(
        `Cannot train ${name}/${number} again: its description in ${place} is damaged; take the store from a ` +
          `copy, or sweep all of it again after: ${removeCommand(name, place)}`,
      );
    }
    await reset(context, row);
  }
}

async function reset(context: StoreContext, row: TrialRow): Promise<void> {
  await exchangeBlobs(context, [], [row.weights_sha256, row.checkpoint_sha256]);
  await deleteFigures(context, row.id);
  await deleteDamagedAttempts(context, row.id);
  await loseAttempts(context, [row.id]);
  await resealTrial(context, row, {
    status: "ready",
    attempts: await countAttempts(context, row),
    epochs: 0,
    objective: null,
    test_loss: null,
    test_accuracy: null,
    seconds: 0,
    started_at: null,
    ended_at: null,
    weights_sha256: null,
    checkpoint_sha256: null,
    diagnosis: null,
    figures_seal: sealOfFigures([]),
  });
}

/** Later attempts must have higher numbers. The row's own number may be damaged. */
async function countAttempts({ db }: StoreContext, row: TrialRow): Promise<number> {
  const { last } = await db
    .selectFrom("attempts")
    .select((eb) => eb.fn.max("attempt").as("last"))
    .where("trial_id", "=", row.id)
    .executeTakeFirstOrThrow();
  return Math.max(last ?? 0, fitsSeal(row) ? row.attempts : 0);
}
