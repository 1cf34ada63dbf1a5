/** An experiment's trials by number with their figures, some at a time: an experiment may be larger than memory. */
import type { LabStore, Metrics, TrialRecord } from "../../store/store.ts";
import { countTrials } from "./describe-status.ts";
import { orderMetrics } from "./order-metrics.ts";

export interface TrialFigures {
  readonly trial: TrialRecord;
  readonly metrics: Metrics;
}

const PAGE = 500;

export async function* readTrialPages(store: LabStore, experimentId: number): AsyncGenerator<readonly TrialFigures[]> {
  const { counts } = await store.summarizeExperiment(experimentId);
  const total = countTrials(counts);
  // not until a page is short: one is where a trial is damaged
  for (let offset = 0; offset < total; offset += PAGE) {
    const trials = await store.listTrials(experimentId, { order: "number", limit: PAGE, offset });
    const metrics = await store.readMetrics(trials.map(({ id }) => id));
    yield trials.map((trial) => ({ trial, metrics: Object.fromEntries(orderMetrics(metrics.get(trial.id) ?? {})) }));
  }
}
