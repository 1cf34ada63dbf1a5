/** An experiment's trials by number with their figures, some at a time: an experiment may be larger than memory. */
import type { LabStore, Metrics, TrialRecord } from "../../../store/store.ts";
import { countTrials } from "../../trials/describe-status.ts";
import { orderMetrics } from "../../trials/figure-names.ts";

export interface TrialFigures {
  readonly trial: TrialRecord;
  readonly metrics: Metrics;
}

const PAGE = 500;

/** `chosen`: only these, in their order. */
export async function* readTrialPages(
  store: LabStore,
  experimentId: number,
  chosen: readonly TrialRecord[] | null = null,
): AsyncGenerator<readonly TrialFigures[]> {
  if (chosen !== null) {
    for (let from = 0; from < chosen.length; from += PAGE) yield readFigures(store, chosen.slice(from, from + PAGE));
    return;
  }
  const { counts } = await store.summarizeExperiment(experimentId);
  const total = countTrials(counts);
  // not until a page is short: one is where a trial is damaged
  for (let offset = 0; offset < total; offset += PAGE) {
    const trials = await store.listTrials(experimentId, { order: "number", limit: PAGE, offset });
    yield readFigures(store, trials);
  }
}

async function readFigures(store: LabStore, trials: readonly TrialRecord[]): Promise<readonly TrialFigures[]> {
  const metrics = await store.readMetrics(trials.map(({ id }) => id));
  return trials.map((trial) => ({ trial, metrics: Object.fromEntries(orderMetrics(metrics.get(trial.id) ?? {})) }));
}
