/** Runs `minibatch runs priority`: where an experiment's waiting trials stand in the queue. */
import { UsageError } from "../../../errors.ts";
import { chooseStore } from "../../opening/choose-store.ts";
import { findExperiment } from "../../opening/find-experiment.ts";
import { ignoreTrouble, withQueue } from "../../opening/with-queue.ts";
import type { StoreFlags } from "../../options/store-option.ts";
import { printResult } from "../../terminal/print-result.ts";

export interface PriorityFlags extends StoreFlags {
  readonly json?: true;
}

/** Throws UsageError for a store without a queue. */
export async function run(name: string, priority: number, flags: PriorityFlags): Promise<void> {
  const { at, place } = chooseStore(flags);
  if (at.kind !== "postgres") {
    throw new UsageError(
      `Cannot set a priority in ${place}: only the queue of a postgres:// store has priorities; in a file each ` +
        "sweep works on its own experiment",
    );
  }
  const { setPriority } = await import("../../../queue/set-priority.ts");
  await withQueue(flags, ignoreTrouble, async ({ store }) => {
    const { id, priority: before } = await findExperiment(store, name);
    await setPriority(store, id, priority);
    printResult(flags.json, { experiment: name, store: store.place, before, priority }, () =>
      before === priority
        ? `${name}: its priority is ${priority} already.`
        : `${name}: priority ${priority}, was ${before}.`,
    );
  });
}
