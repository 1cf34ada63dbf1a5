import type { Selectable } from "kysely";
import { InputError, UsageError } from "../../errors.ts";
import { writeCommand } from "../../shell/write-command.ts";
import { sealOf } from "../integrity/seal.ts";
import type { ExperimentsTable } from "../schema.ts";
import type { ExperimentRecord, NewExperiment } from "../store.ts";
import type { StoreContext } from "../store-context.ts";
import { exchangeBlobs } from "./blobs.ts";
import { requireExperiment } from "./read-rows.ts";

export async function createExperiment(context: StoreContext, experiment: NewExperiment): Promise<ExperimentRecord> {
  const { db, place, at } = context;
  const values = {
    name: experiment.name,
    spec: JSON.stringify(experiment.spec),
    spec_sha256: experiment.specSha256,
    data: JSON.stringify(experiment.data),
    synthetic: experiment.synthetic ? 1 : 0,
    code_version: experiment.codeVersion,
    objective_metric: experiment.objective.metric,
    objective_goal: experiment.objective.goal,
    expected_trials: experiment.expectedTrials,
    created_at: at,
    priority: 0,
    cancelled: 0,
  };
  const row = await db
    .insertInto("experiments")
    .values({ ...values, seal: sealOf(values) })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) {
    await exchangeBlobs(context, experiment.files ?? [], []);
    return requireExperiment(context, row);
  }
  throw new UsageError(
    `Cannot create the experiment ${experiment.name}: ${place} has one of this name; choose another, or remove ` +
      `that one with ${writeCommand(["runs", "rm"], [experiment.name], ["--store", place])}`,
  );
}

export async function findExperiment(
  context: StoreContext,
  column: "id" | "name",
  value: number | string,
): Promise<ExperimentRecord | null> {
  const row = await context.db.selectFrom("experiments").selectAll().where(column, "=", value).executeTakeFirst();
  return row === undefined ? null : requireExperiment(context, row);
}

export async function findExperimentId({ db }: StoreContext, name: string): Promise<number | null> {
  const row = await db.selectFrom("experiments").select("id").where("name", "=", name).executeTakeFirst();
  return row?.id ?? null;
}

/** The row must not be damaged: the new seal would hide that. */
export async function updateExperiment(
  context: StoreContext,
  id: number,
  changes: Partial<Pick<Selectable<ExperimentsTable>, "priority" | "cancelled">>,
): Promise<void> {
  const { db, kind } = context;
  const row = await kind.lockRows(db.selectFrom("experiments").selectAll().where("id", "=", id)).executeTakeFirst();
  if (row === undefined) throw noExperiment(context, id);
  requireExperiment({ ...context, onDamage: null }, row);
  await db
    .updateTable("experiments")
    .set({ ...changes, seal: sealOf({ ...row, ...changes }) })
    .where("id", "=", id)
    .execute();
}

/** Reads the experiment's row and locks it until the transaction ends. */
export async function lockExperiment(context: StoreContext, id: number): Promise<LockedExperiment> {
  const { db, kind } = context;
  const row = await kind
    .lockRows(db.selectFrom("experiments").select(["name", "cancelled"]).where("id", "=", id))
    .executeTakeFirst();
  if (row === undefined) throw noExperiment(context, id);
  return { name: row.name, cancelled: row.cancelled === 1 };
}

export interface LockedExperiment {
  readonly name: string;
  readonly cancelled: boolean;
}

/** An id comes from a record, so the experiment existed: somebody has removed it. */
export function noExperiment({ place }: StoreContext, id: number): InputError {
  return new InputError(
    `Cannot find experiment ${id} in ${place}: it has been removed; minibatch runs list tells what is there`,
  );
}

/**
 * The SHA-256 of the files of its own that an experiment trains on. Those of named sets are not kept here, whatever
 * their names.
 */
export function filesOfExperiment(spec: string): readonly string[] {
  try {
    const { data } = JSON.parse(spec) as { readonly data?: { readonly found?: { readonly sha256?: object } } };
    return [...new Set(Object.values(data?.found?.sha256 ?? {}))].filter(
      (hash): hash is string => typeof hash === "string",
    );
  } catch {
    // a damaged row: it is to be removed all the same
    return [];
  }
}
