import { UsageError } from "../../errors.ts";
import { sealOf, sealOfDescription, sealOfFigures } from "../integrity/seal.ts";
import type { NewTrial, TrialRecord } from "../store.ts";
import type { StoreContext } from "../store-context.ts";
import { lockExperiment } from "./experiments.ts";
import { readTrial } from "./read-rows.ts";

/** Rows per statement: 16 values each, and all full statements share one text. */
const ROWS = 100;

/** Returns their ids, in the order of `trials`. Throws UsageError for a cancelled experiment. */
export async function addTrials(
  context: StoreContext,
  experimentId: number,
  trials: readonly NewTrial[],
): Promise<number[]> {
  const { name, cancelled } = await lockExperiment(context, experimentId);
  if (cancelled) {
    throw new UsageError(`Cannot add trials to ${name}: it is cancelled; run its sweep again to revive it`);
  }
  const ids = new Map<number, number>();
  for (let from = 0; from < trials.length; from += ROWS) {
    const rows = await context.db
      .insertInto("trials")
      .values(trials.slice(from, from + ROWS).map((trial) => newRow(experimentId, trial)))
      .returning(["id", "number"])
      .execute();
    for (const { id, number } of rows) ids.set(number, id);
  }
  return trials.map(({ number }) => ids.get(number) as number);
}

function newRow(experimentId: number, trial: NewTrial) {
  const row = {
    experiment_id: experimentId,
    number: trial.number,
    configuration: trial.configuration,
    repeat: trial.repeat,
    seed: trial.seed,
    status: "ready" as const,
    attempts: 0,
    until_epoch: trial.untilEpoch,
    epochs: 0,
    seconds: 0,
    parameters: JSON.stringify(trial.parameters),
    thresholds: trial.thresholds === null ? null : JSON.stringify(trial.thresholds),
    task: trial.task === null ? null : JSON.stringify(trial.task),
    // no figures yet
    figures_seal: sealOfFigures([]),
  };
  const described = { ...row, description_seal: sealOfDescription(row) };
  return { ...described, seal: sealOf(described) };
}

export async function findTrial(context: StoreContext, id: number): Promise<TrialRecord | null> {
  return readTrial(context, await context.db.selectFrom("trials").selectAll().where("id", "=", id).executeTakeFirst());
}

export async function findTrialByNumber(
  context: StoreContext,
  experimentId: number,
  number: number,
): Promise<TrialRecord | null> {
  const row = await context.db
    .selectFrom("trials")
    .selectAll()
    .where("experiment_id", "=", experimentId)
    .where("number", "=", number)
    .executeTakeFirst();
  return readTrial(context, row);
}
