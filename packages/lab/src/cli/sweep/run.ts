/** Runs `minibatch sweep`: progress and the closing summary on stderr, with `--json` the summary on stdout. */
import { dirname } from "node:path";
import { UsageError } from "../../errors.ts";
import { readExperiment } from "../../experiment-files/read-experiment.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { chooseStore } from "../opening/choose-store.ts";
import type { ExperimentsFlags } from "../options/experiments-option.ts";
import { sweepOnSqlite } from "../sqlite-sweep/sweep-on-sqlite.ts";
import { lineWidth } from "../terminal/terminal-width.ts";
import { printJson } from "../terminal/write-out.ts";
import { checkSomeUsable } from "./check-some-usable.ts";
import type { SweepOnPostgresFlags } from "./sweep-on-postgres.ts";
import { describeSweep } from "./sweep-summary.ts";

export type SweepFlags = Omit<SweepOnPostgresFlags, "experiments"> & ExperimentsFlags;

export async function run(file: string, flags: SweepFlags): Promise<void> {
  const { place, at } = chooseStore(flags);
  const path = resolveFromCaller(file);
  const spec = await readExperiment(path);
  const experiments = flags.experiments === undefined ? dirname(path) : resolveFromCaller(flags.experiments);
  if (at.kind === "postgres") {
    const { sweepOnPostgres } = await import("./sweep-on-postgres.ts");
    return sweepOnPostgres(spec, { ...flags, experiments });
  }
  if (flags.detach === true) {
    throw new UsageError(
      `Cannot sweep ${file} detached: the store is ${place}, it should be a postgres:// URL, for the queue is there; name one with --store, or leave --detach out`,
    );
  }
  if (flags.priority !== undefined) {
    throw new UsageError(
      `Cannot sweep ${file} with a priority: the store is ${place}, and only the queue of a postgres:// store has priorities; leave --priority out`,
    );
  }
  await sweepOnSqlite(spec, { ...flags, experiments }, async (store, summary, display) => {
    const closing = await describeSweep(store, summary, spec, lineWidth(process.stderr));
    display.onLine(closing.text);
    if (flags.json === true) printJson(closing.document);
    checkSomeUsable(summary);
  });
}
