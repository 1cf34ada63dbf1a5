/** Runs `minibatch runs show`: a trial, or an experiment as a whole. */
import { UsageError } from "../../../errors.ts";
import { nextCommand } from "../../caller/command-to-go-on.ts";
import { findExperiment, findTrial } from "../../opening/find-experiment.ts";
import { parseRunName } from "../../opening/run-name.ts";
import { withStore } from "../../opening/with-store.ts";
import { showExperiment } from "./show-experiment.ts";
import { type ShowTrialFlags, showTrial } from "./show-trial.ts";

export type ShowFlags = ShowTrialFlags;

/** Throws UsageError for a name that cannot be one, or that the store does not have. */
export async function run(text: string, flags: ShowFlags): Promise<void> {
  const { experiment: name, number } = parseRunName(text);
  if (number === null && (flags.where !== undefined || flags.sort !== undefined)) {
    throw new UsageError(
      `Cannot choose among what ${name} is: --where and --sort are for the epochs of a trial, as ${name}/0; for ` +
        `its trials: ${nextCommand(["runs", "list"], [name])}`,
    );
  }
  await withStore(flags, async (store) => {
    const experiment = await findExperiment(store, name);
    if (number === null) await showExperiment(store, experiment, flags);
    else await showTrial(store, experiment, await findTrial(store, experiment, number), flags);
  });
}
