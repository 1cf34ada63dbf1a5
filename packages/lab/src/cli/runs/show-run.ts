/** Runs `minibatch runs show`: a trial, or an experiment as a whole. */
import type { StoreFlags } from "../store-option.ts";
import { withStore } from "../with-store.ts";
import { findExperiment, findTrial } from "./find-experiment.ts";
import { parseRunName } from "./run-name.ts";
import { showExperiment } from "./show-experiment.ts";
import { showTrial } from "./show-trial.ts";

export interface ShowFlags extends StoreFlags {
  readonly all?: true;
  readonly json?: true;
}

/** Throws UsageError for a name that cannot be one, or that the store does not have. */
export async function showRun(text: string, flags: ShowFlags): Promise<void> {
  const { experiment: name, number } = parseRunName(text);
  await withStore(flags, async (store) => {
    const experiment = await findExperiment(store, name);
    if (number === null) await showExperiment(store, experiment, flags);
    else await showTrial(store, experiment, await findTrial(store, experiment, number), flags);
  });
}
