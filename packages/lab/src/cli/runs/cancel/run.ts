/** Runs `minibatch runs cancel`: what the queue, or a sweep that runs now, does with the rest of an experiment. */
import type { LabStore } from "../../../store/store.ts";
import { chooseStore } from "../../opening/choose-store.ts";
import { findExperiment } from "../../opening/find-experiment.ts";
import { ignoreTrouble, withQueue } from "../../opening/with-queue.ts";
import { withStore } from "../../opening/with-store.ts";
import type { StoreFlags } from "../../options/store-option.ts";
import { printResult } from "../../terminal/print-result.ts";
import { describeStatus, hasEnded } from "../../trials/describe-status.ts";

export interface CancelFlags extends StoreFlags {
  readonly json?: true;
}

/** Waiting trials are cancelled at once, running ones at the end of their epoch; `sweep` goes on with all of them. */
export async function run(name: string, flags: CancelFlags): Promise<void> {
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
  flags: CancelFlags,
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
