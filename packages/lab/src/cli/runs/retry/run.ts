/** Runs `minibatch runs retry`: single trials become ready again, all that are named or none. */
import { OutputError, UsageError } from "../../../errors.ts";
import { describeReadOnly } from "../../../store/sqlite/describe-sqlite-error.ts";
import { parseRunName } from "../../opening/run-name.ts";
import { withStore } from "../../opening/with-store.ts";
import type { StoreFlags } from "../../options/store-option.ts";
import { printResult } from "../../terminal/print-result.ts";
import { findRemovals } from "../choice/find-named-trials.ts";

export interface RetryFlags extends StoreFlags {
  readonly json?: true;
}

/** Throws UsageError for a name that is no trial's, or that the store does not have. */
export async function run(names: readonly string[], flags: RetryFlags): Promise<void> {
  const whole = names.find((name) => parseRunName(name).number === null);
  if (whole !== undefined) {
    throw new UsageError(
      `Cannot retry ${whole}: it should be single trials, as ${whole}/3; to train all of it again, use minibatch ` +
        `sweep after: minibatch runs rm ${whole}`,
    );
  }
  await withStore(flags, async (store) => {
    const chosen = await findRemovals(store, names);
    if (store.readOnly !== null) throw new OutputError(describeReadOnly(store.place, store.readOnly));
    await store.transaction(async (inside) => {
      for (const { experiment, numbers } of chosen) await inside.retryTrials(experiment.id, numbers ?? []);
    });
    const retried = chosen.map(({ experiment, numbers, counts }) => ({
      experiment: experiment.name,
      trials: numbers ?? [],
      counts,
    }));
    printResult(flags.json, { store: store.place, retried }, () =>
      retried
        .map(({ experiment, trials }) => {
          const named = trials.map((number) => `${experiment}/${number}`).join(", ");
          return `${named}: ready to be trained again; go on with: minibatch sweep`;
        })
        .join("\n"),
    );
  });
}
