/** Runs `minibatch runs rm`: finds all that is named, asks, and removes all of it or nothing. */
import { OutputError, UsageError } from "../../../errors.ts";
import { describeReadOnly } from "../../../store/sqlite/describe-sqlite-error.ts";
import type { LabStore } from "../../../store/store.ts";
import { withStore } from "../../opening/with-store.ts";
import type { StoreFlags } from "../../options/store-option.ts";
import { printResult } from "../../terminal/print-result.ts";
import { describeRemoval, findRemovals, type Removal } from "../choice/find-named-trials.ts";
import { askOnTerminal, canAsk } from "./ask-on-terminal.ts";

export interface RmFlags extends StoreFlags {
  readonly yes?: true;
  readonly force?: true;
  readonly json?: true;
}

/**
 * Throws OutputError for a store that can only be read, UsageError for a name that the store does not have, for runs
 * that are being worked on without `--force`, and without `--yes` where nobody can be asked.
 */
export async function run(names: readonly string[], flags: RmFlags): Promise<void> {
  await withStore(flags, async (store) => {
    const removals = await findRemovals(store, names);
    if (store.readOnly !== null) throw new OutputError(describeReadOnly(store.place, store.readOnly));
    if (flags.force !== true) checkNotRunning(removals);
    if (flags.yes !== true && !(await confirm(removals, store))) {
      printResult(flags.json, { store: store.place, removed: [] }, () => "Nothing was removed.");
      return;
    }
    await store.transaction(async (inside) => {
      for (const removal of removals) await remove(inside, removal);
    });
    const removed = removals.map(({ experiment, numbers, counts }) => ({
      experiment: experiment.name,
      trials: numbers ?? "all",
      counts,
    }));
    printResult(flags.json, { store: store.place, removed }, () =>
      removals.map((removal) => `Removed ${describeRemoval(removal)}.`).join("\n"),
    );
  });
}

function checkNotRunning(removals: readonly Removal[]): void {
  for (const { experiment, numbers, running } of removals) {
    if (running.length === 0) continue;
    const which = running.map((number) => `${experiment.name}/${number}`);
    const told =
      which.length > 5 ? `${which.slice(0, 5).join(", ")} and ${which.length - 5} more trials` : which.join(", ");
    throw new UsageError(
      `Cannot remove ${numbers === null ? experiment.name : "these trials"}: ${told} ` +
        `${which.length === 1 ? "is" : "are"} running; wait, stop the sweep, or give --force, which makes the ` +
        "worker give up",
    );
  }
}

async function confirm(removals: readonly Removal[], store: LabStore): Promise<boolean> {
  if (!canAsk()) {
    const what = removals.map(describeRemoval).join("; ");
    throw new UsageError(
      `Cannot remove ${what}: there is no terminal to ask on; give --yes to remove it from ${store.place}`,
    );
  }
  for (const removal of removals) {
    const { experiment, numbers } = removal;
    const expected = numbers === null ? experiment.name : "y";
    const answer = await askOnTerminal(
      `This removes ${describeRemoval(removal)} from ${store.place}.\nType ${expected} to go on: `,
    );
    if (answer !== expected) return false;
  }
  return true;
}

/** Whoever works on one of them has lost its lease, and gives up when it next writes. */
async function remove(store: LabStore, { experiment, numbers }: Removal): Promise<void> {
  if (numbers === null) return store.removeExperiment(experiment.id);
  await store.removeTrials(experiment.id, numbers, { running: true });
}
