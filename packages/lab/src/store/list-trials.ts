import { trialRecord } from "./records.ts";
import type { TrialQuery, TrialRecord } from "./store.ts";
import type { StoreContext } from "./store-context.ts";

export async function listTrials(
  context: StoreContext,
  experimentId: number,
  { order = "number", limit = Number.POSITIVE_INFINITY, offset = 0, ...filter }: TrialQuery,
): Promise<TrialRecord[]> {
  const all = select(context, experimentId, filter);
  if (order === "number") return fetchPage(all.orderBy("number"), limit, offset);
  // Two halves, each in the order of an index: "nulls last" would sort every trial to give fifty.
  const rated = all.where("objective", "is not", null);
  const direction = (await readGoal(context, experimentId)) === "min" ? "asc" : "desc";
  const best = await fetchPage(rated.orderBy("objective", direction).orderBy("number"), limit, offset);
  if (best.length === limit) return best;
  const { trials } = await rated
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as("trials"))
    .executeTakeFirstOrThrow();
  const unrated = all.where("objective", "is", null).orderBy("number");
  return [...best, ...(await fetchPage(unrated, limit - best.length, Math.max(0, offset - trials)))];
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

/** `offset` without `limit` is no SQL that both know, so what is left out then is left out here. */
async function fetchPage(query: Selection, limit: number, offset: number): Promise<TrialRecord[]> {
  const page = Number.isFinite(limit) ? query.limit(limit).offset(offset) : query;
  const rows = await page.execute();
  return (Number.isFinite(limit) ? rows : rows.slice(offset)).map(trialRecord);
}

async function readGoal({ db }: StoreContext, experimentId: number): Promise<"min" | "max" | undefined> {
  const row = await db
    .selectFrom("experiments")
    .select("objective_goal")
    .where("id", "=", experimentId)
    .executeTakeFirst();
  return row?.objective_goal;
}
