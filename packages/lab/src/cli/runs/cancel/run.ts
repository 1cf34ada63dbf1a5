/** Runs `minibatch runs cancel` and `runs priority`: what the queue, or a sweep that runs now, does with the rest of an experiment. */
import { UsageError } from "../../../errors.ts";
import type { LabStore } from "../../../store/store.ts";
import { chooseStore, type StoreFlags } from "../../opening/choose-store.ts";
import { findExperiment } from "../../opening/find-experiment.ts";
import { withQueue } from "../../opening/with-queue.ts";
import { withStore } from "../../opening/with-store.ts";
import { printResult } from "../../terminal/print-result.ts";
import { describeStatus, hasEnded } from "../../trials/describe-status.ts";

interface Flags extends StoreFlags {
  readonly json?: true;
}

/** Waiting trials are cancelled at once, running ones at the end of their epoch; `sweep` goes on with all of them. */
export async function cancelRuns(name: string, flags: Flags): Promise<void> {
  if (chooseStore(flags).at.kind === "postgres") {
    const { cancelExperiment } = await import("../../../queue/cancel-experiment.ts");
    await withQueue(flags, ignoreTrouble, ({ store }) =>
      cancel(store, name, flags, (id) => cancelExperiment(store, id)),
    );
    return;
  }
  await withStore(flags, (store) => cancel(store, name, flags, (id) => store.cancelExperiment(id)));
}

async function cancel(
  store: LabStore,
  name: string,
  flags: Flags,
  cancelWaiting: (id: number) => Promise<number>,
): Promise<void> {
  const { id } = await findExperiment(store, name);
  const before = await store.summarizeExperiment(id);
  if (hasEnded(before)) {
    const status = describeStatus(before);
    const { running } = before.counts;
    printResult(
      flags.json,
      { experiment: name, store: store.place, cancelled: 0, running },
      () => `${name}: nothing to cancel, it is ${status}.`,
    );
    return;
  }
  const cancelled = await cancelWaiting(id);
  const { running } = (await store.summarizeExperiment(id)).counts;
  printResult(flags.json, { experiment: name, store: store.place, cancelled, running }, () => {
    const end = running === 0 ? "" : ` ${running} running ones end after their epoch.`;
    return `${name}: cancelled ${cancelled} waiting trials.${end} Go on with: minibatch sweep`;
  });
}

/** Throws UsageError for a store without a queue. */
export async function setRunsPriority(name: string, priority: number, flags: Flags): Promise<void> {
  const { at, place } = chooseStore(flags);
  if (at.kind !== "postgres") {
    throw new UsageError(
      `Cannot set a priority in ${place}: only the queue of a postgres:// store has priorities; in a file each sweep works on its own experiment`,
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

/** A command of one transaction: what goes wrong in the background does not concern it. */
function ignoreTrouble(): void {}
