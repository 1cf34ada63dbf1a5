/** From a name on the command line to what is in the store, or one line that says what there is. */

import { nearestName } from "study";
import { InputError, UsageError } from "../../errors.ts";
import { describeDamagedTrial } from "../../store/records/update-trials.ts";
import type { ExperimentRecord, LabStore, TrialRecord } from "../../store/store.ts";
import { nextCommand } from "../caller/command-to-go-on.ts";

const NAMES_TOLD = 5;

/** Throws UsageError for a name that the store does not have. */
export async function findExperiment(store: LabStore, name: string): Promise<ExperimentRecord> {
  const experiment = await store.findExperiment(name);
  if (experiment !== null) return experiment;
  const names = (await store.listExperiments()).map((known) => known.name);
  const near = nearestName(name, names);
  const all = tellNames(names);
  throw new UsageError(
    `Cannot find the experiment "${name}" in ${store.place}: ` +
      `${near === null ? `it ${all}` : `did you mean ${near}? It ${all}`}`,
  );
}

/** Throws UsageError for a number that the experiment does not have, InputError for a trial whose row is damaged. */
export async function findTrial(store: LabStore, experiment: ExperimentRecord, number: number): Promise<TrialRecord> {
  const trial = await store.findTrialByNumber(experiment.id, number);
  if (trial !== null) return trial;
  // as the rows say, also those that cannot be read
  const all = await store.listStatuses(experiment.id);
  if (all.some((row) => row.number === number)) {
    throw new InputError(describeDamagedTrial(`${experiment.name}/${number}`, store.place));
  }
  throw new UsageError(
    `Cannot find the trial ${experiment.name}/${number} in ${store.place}: ` +
      `${all.length === 0 ? "the experiment has no trials yet" : "there is no trial of that number"}; see ` +
      `${nextCommand(["runs", "list"], [experiment.name])}`,
  );
}

function tellNames(names: readonly string[]): string {
  if (names.length === 0) return "has no experiments yet; make one with minibatch sweep";
  const others = names.length - NAMES_TOLD;
  const more = others > 0 ? ` and ${others} more ${others === 1 ? "experiment" : "experiments"}` : "";
  return `has ${names.slice(0, NAMES_TOLD).join(", ")}${more}; see ${nextCommand(["runs", "list"])}`;
}
