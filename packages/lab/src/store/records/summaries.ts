/** The state of experiments: trials per status, the best one, the time taken. From indexes, never trial by trial. */
import type { TrialStatus } from "study";
import type { ExperimentSummary } from "../store.ts";
import type { StoreContext } from "../store-context.ts";
import { noExperiment } from "./experiments.ts";
import { readExperiment, readTrial, readTrials, requireExperiment } from "./read-rows.ts";

const NONE: Readonly<Record<TrialStatus, number>> = {
  ready: 0,
  running: 0,
  paused: 0,
  finished: 0,
  failed: 0,
  pruned: 0,
  cancelled: 0,
};

/** Newest first. */
export function listExperiments(context: StoreContext): Promise<ExperimentSummary[]> {
  return summarize(context, null);
}

export async function summarizeExperiment(context: StoreContext, id: number): Promise<ExperimentSummary> {
  const [summary] = await summarize(context, id);
  if (summary === undefined) throw noExperiment(context, id);
  return summary;
}

async function summarize(context: StoreContext, id: number | null): Promise<ExperimentSummary[]> {
  const { db } = context;
  let experiments = db.selectFrom("experiments").selectAll().orderBy("id", "desc");
  let groups = db
    .selectFrom("trials")
    .select((eb) => [
      "experiment_id",
      "status",
      eb.fn.countAll<number>().as("trials"),
      eb.fn.sum<number>("seconds").as("seconds"),
    ])
    .groupBy(["experiment_id", "status"]);
  if (id !== null) {
    experiments = experiments.where("id", "=", id);
    groups = groups.where("experiment_id", "=", id);
  }
  const summaries = new Map<number, Mutable<ExperimentSummary>>();
  for (const row of await experiments.execute()) {
    const record = id === null ? readExperiment(context, row) : requireExperiment(context, row);
    if (record !== null) summaries.set(row.id, { ...record, counts: NONE, best: null, seconds: 0 });
  }
  for (const { experiment_id, status, trials, seconds } of await groups.execute()) {
    const summary = summaries.get(experiment_id);
    if (summary === undefined) continue;
    summary.counts = { ...summary.counts, [status]: trials };
    summary.seconds += seconds;
  }
  for (const row of await findBest(context, id)) {
    const summary = summaries.get(row.experiment_id);
    if (summary === undefined) continue;
    const trial = (await readTrial(context, row)) ?? (await findBestWhole(context, summary));
    if (trial === null || trial.objective === null) continue;
    const { objective, number, objectiveEpoch, keptEpoch } = trial;
    summary.best = { objective, trial: number, objectiveEpoch, keptEpoch };
  }
  return [...summaries.values()];
}

type Mutable<Record> = { -readonly [Key in keyof Record]: Record[Key] };

/** Each experiment's best finished trial; of equal ones the lowest number. */
function findBest({ db }: StoreContext, id: number | null) {
  const best = db
    .selectFrom("experiments as e")
    .select((eb) => {
      const first = (direction: "asc" | "desc") =>
        eb
          .selectFrom("trials as t")
          .select("t.id")
          .whereRef("t.experiment_id", "=", "e.id")
          .where("t.status", "=", "finished")
          .where("t.objective", "is not", null)
          .orderBy("t.objective", direction)
          .orderBy("t.number")
          .limit(1);
      return eb.case().when("e.objective_goal", "=", "min").then(first("asc")).else(first("desc")).end().as("trial_id");
    })
    .$if(id !== null, (query) => query.where("e.id", "=", id));
  return db.selectFrom(best.as("best")).innerJoin("trials", "trials.id", "best.trial_id").selectAll("trials").execute();
}

/** Reports that the best trial's row is damaged. */
async function findBestWhole(context: StoreContext, { id, objective: { goal } }: ExperimentSummary) {
  const rows = await context.db
    .selectFrom("trials")
    .selectAll()
    .where("experiment_id", "=", id)
    .where("status", "=", "finished")
    .where("objective", "is not", null)
    .orderBy("objective", goal === "min" ? "asc" : "desc")
    .orderBy("number")
    .execute();
  const [best = null] = await readTrials({ ...context, onDamage: () => {} }, rows);
  return best;
}
