/** Runs `minibatch reproduce`: progress and the closing summary on stderr, with `--json` the results on stdout. */
import { join } from "node:path";
import { findDataDirectory, requireChosen } from "../../data/data-directory.ts";
import { type Budget, FULL_BUDGET, QUICK_BUDGET, THOROUGH_BUDGET } from "../../reproduce/budget.ts";
import { loadReproductionData } from "../../reproduce/load-reproduction-data.ts";
import { reproduce, STORE_FILE } from "../../reproduce/reproduce.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { commandToGoOn, nextCommand } from "../caller/command-to-go-on.ts";
import { InterruptedError } from "../interrupts/interrupted-error.ts";
import { watchInterrupts } from "../interrupts/watch-interrupts.ts";
import type { DataFlags } from "../options/data-option.ts";
import { createDisplay } from "../progress/create-display.ts";
import { loadWithDisplay } from "../progress/load-with-display.ts";
import { lineWidth } from "../terminal/terminal-width.ts";
import { printJson } from "../terminal/write-out.ts";
import { describeReproduction } from "./closing-summary.ts";

export interface ReproduceFlags extends DataFlags {
  readonly out: string;
  readonly quick?: true;
  readonly thorough?: true;
  readonly seed: number;
  readonly workers: number;
  readonly numerics: "fast" | "strict";
  readonly json?: true;
}

export async function run(flags: ReproduceFlags): Promise<void> {
  const out = resolveFromCaller(flags.out);
  const data = flags.data === undefined ? undefined : resolveFromCaller(flags.data);
  // before the directory of the report is made: a wrong call leaves nothing
  requireChosen(findDataDirectory(data));
  const display = createDisplay(process.stderr, flags.workers);
  const interrupts = watchInterrupts(
    () => display.onLine("Stopping: checkpoints are being written. Ctrl-C again ends it at once."),
    () => display.close(),
  );
  display.onStatus("Measuring how fast this machine trains");
  try {
    const reproduction = await reproduce({
      out,
      budget: budgetOf(flags),
      seed: flags.seed,
      workers: flags.workers,
      numerics: flags.numerics,
      loadData: () =>
        loadWithDisplay(loadReproductionData, { data, offline: flags.offline }, display, interrupts.signal),
      events: display,
      signal: interrupts.signal,
    });
    display.close();
    const listCommand = nextCommand(["runs", "list"], [], ["--store", join(flags.out, STORE_FILE)]);
    display.onLine(`\n${describeReproduction(reproduction, out, listCommand, lineWidth(process.stderr))}`);
    if (flags.json === true) printJson(reproduction);
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    const command = commandToGoOn();
    throw new InterruptedError(`Interrupted: what is finished is kept in ${flags.out}; go on with: ${command}`);
  } finally {
    display.close();
    interrupts.dispose();
  }
}

function budgetOf({ quick, thorough }: ReproduceFlags): Budget {
  if (quick === true) return QUICK_BUDGET;
  return thorough === true ? THOROUGH_BUDGET : FULL_BUDGET;
}
