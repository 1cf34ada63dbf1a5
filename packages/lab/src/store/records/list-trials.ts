import type { TrialQuery, TrialRecord } from "../store.ts";
import type { StoreContext } from "../store-context.ts";
import { readTrials } from "./read-rows.ts";
import { isStatus } from "./records.ts";

export async function listTrials(
  context: StoreContext,
  experimentId: number,
  { order = "number", limit = Number.POSITIVE_INFINITY, offset = 0, ...filter }: TrialQuery,
): Promise<TrialRecord[]> {
  const all = select(context, experimentId, filter);
  if (order === "number") return fetchPage(context, all.orderBy("number"), limit, offset);
  // Two halves, each in an index's order: "nulls last" would sort all trials to return fifty.
  const rated = all.where("objective", "is not", null);
  const direction = (await readGoal(context, experimentId)) === "min" ? "asc" : "desc";
  const best = await fetchPage(context, rated.orderBy("objective", direction).orderBy("number"), limit, offset);
  const { trials } = await rated
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as("trials"))
    .executeTakeFirstOrThrow();
  const left = limit - Math.min(limit, Math.max(0, trials - offset));
  if (left === 0) return best;
  const unrated = all.where("objective", "is", null).orderBy("number");
  return [...best, ...(await fetchPage(context, unrated, left, Math.max(0, offset - trials)))];
}

/** An unknown status is damage, and nobody works on that trial. */
export async function listStatuses(
  { db }: StoreContext,
  experimentId: number,
): Promise<readonly Pick<TrialRecord, "number" | "status">[]> {
  const rows = await db
    .selectFrom("trials")
    .select(["number", "status"])
    .where("experiment_id", "=", experimentId)
    .orderBy("number")
    .execute();
  return rows.map(({ number, status }) => ({ number, status: isStatus(status) ? status : "failed" }));
}

type Selection = ReturnType<typeof select>;

function select(
  { db, kind }: StoreContext,
  experimentId: number,
  { status, configuration }: Pick<TrialQuery, "status" | "configuration">,
) {
  return db
    .selectFrom("trials")
    .selectAll()
    .where("experiment_id", "=", experimentId)
    .$if(status !== undefined, (query) => query.where(kind.isOneOf("status", status ?? [])))
    .$if(configuration !== undefined, (query) => query.where("configuration", "=", configuration ?? 0));
}

/** The databases have no common SQL for `offset` without `limit`, so that case skips rows here. */
async function fetchPage(
  context: StoreContext,
  query: Selection,
  limit: number,
  offset: number,
): Promise<TrialRecord[]> {
  const page = Number.isFinite(limit) ? query.limit(limit).offset(offset) : query;
  const rows = await page.execute();
  return readTrials(context, Number.isFinite(limit) ? rows : rows.slice(offset));
}

async function readGoal({ db }: StoreContext, experimentId: number): Promise<"min" | "max" | undefined> {
  const row = await db
    .selectFrom("experiments")
    .select("objective_goal")
    .where("id", "=", experimentId)
    .executeTakeFirst();
  return row?.objective_goal;
}
