/** Runs `minibatch sweep`: progress and the closing summary on stderr, with `--json` the summary on stdout. */
import { UsageError } from "../../errors.ts";
import { readExperiment } from "../../experiment-files/read-experiment.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { chooseStore } from "../opening/choose-store.ts";
import { keptIn } from "../opening/kept-files.ts";
import { type ExperimentsFlags, folderOf } from "../options/experiments-option.ts";
import type { SweepOnPostgresFlags } from "../sweeping/sweep-on-postgres.ts";
import { type Conclude, sweepOnSqlite } from "../sweeping/sweep-on-sqlite.ts";
import { lineWidth } from "../terminal/terminal-width.ts";
import { printJson } from "../terminal/write-out.ts";
import { checkSomeUsable } from "./check-some-usable.ts";
import { describeSweep } from "./sweep-summary.ts";

export type SweepFlags = SweepOnPostgresFlags & ExperimentsFlags;

export async function run(file: string, flags: SweepFlags): Promise<void> {
  const { place, at } = chooseStore(flags);
  const experiment = await readExperiment(resolveFromCaller(file), folderOf(flags), keptIn(flags));
  const conclude: Conclude = async (store, summary, display) => {
    const closing = await describeSweep(store, summary, experiment.spec, lineWidth(process.stderr));
    display.onLine(closing.text);
    if (flags.json === true) printJson(closing.document);
    checkSomeUsable(summary);
  };
  if (at.kind === "postgres") {
    const { sweepOnPostgres } = await import("../sweeping/sweep-on-postgres.ts");
    return sweepOnPostgres(experiment, flags, conclude);
  }
  if (flags.detach === true) {
    throw new UsageError(
      `Cannot sweep ${file} detached: the store is ${place}, it should be a postgres:// URL, for the queue is ` +
        "there; name one with --store, or leave --detach out",
    );
  }
  if (flags.priority !== undefined) {
    throw new UsageError(
      `Cannot sweep ${file} with a priority: the store is ${place}, and only the queue of a postgres:// store ` +
        "has priorities; leave --priority out",
    );
  }
  await sweepOnSqlite(experiment, flags, conclude);
}
