/** Runs `minibatch runs list`: without a name the experiments, with one its trials. */

import { UsageError } from "../../../errors.ts";
import { withStore } from "../../opening/with-store.ts";
import { listExperiments } from "./list-experiments.ts";
import { type ListTrialsFlags, listTrials } from "./list-trials.ts";

export type ListFlags = ListTrialsFlags;

/** Throws UsageError for an experiment that is not there, and for a choice of trials without an experiment. */
export async function run(name: string | undefined, flags: ListFlags): Promise<void> {
  const choice = (["status", "where", "sort"] as const).find((flag) => flags[flag] !== undefined);
  if (name === undefined && choice !== undefined) {
    throw new UsageError(
      `Cannot list experiments by --${choice}: it chooses among one experiment's trials; name it, as minibatch ` +
        `runs list EXPERIMENT --${choice} ...`,
    );
  }
  await withStore(flags, (store) =>
    name === undefined ? listExperiments(store, flags) : listTrials(store, name, flags),
  );
}
