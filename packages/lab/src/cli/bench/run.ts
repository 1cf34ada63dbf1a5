/** Runs `minibatch bench`: progress on stderr; the table, or with `--json` the results, on stdout. */

import { loadavg } from "node:os";
import { loadBlas } from "../../blas/load-blas.ts";
import { findDataDirectory, requireChosen } from "../../data/data-directory.ts";
import { loadMnist } from "../../data/mnist.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { watchInterrupts } from "../interrupts/watch-interrupts.ts";
import { paint } from "../terminal/paint.ts";
import { printResult } from "../terminal/print-result.ts";
import { terminalWidth } from "../terminal/terminal-width.ts";
import { tellLine } from "../terminal/write-out.ts";
import { vectorsInUse } from "../vectors/use-wide-vectors.ts";
import { benchNarrow, withNarrow } from "./bench-narrow.ts";
import { gatherBenchData } from "./cases/bench-data.ts";
import { type BenchSize, FULL_SIZE } from "./cases/bench-size.ts";
import { formatBench } from "./format-results.ts";
import { runCases } from "./run-cases.ts";

export interface BenchFlags {
  readonly data?: string;
  readonly threads: number;
  readonly json?: true;
}

/** of a core: more than the shell and an idle desktop want */
const BUSY_LOAD = 0.5;

/** Throws what `loadMnist` and `benchNarrow` throw, and InterruptedError. */
export async function run(flags: BenchFlags, size: BenchSize = FULL_SIZE): Promise<void> {
  const data = flags.data === undefined ? undefined : resolveFromCaller(flags.data);
  requireChosen(findDataDirectory(data));
  const interrupts = watchInterrupts(
    () => tellLine("Stopping after this run. Ctrl-C again ends it at once."),
    () => {},
  );
  try {
    const load = loadavg()[0]!;
    if (load > BUSY_LOAD)
      tellLine(
        paint("warning", `Other programs keep this machine busy (load ${load.toFixed(1)}): times will be too long.`),
      );
    const isWide = vectorsInUse()?.bits === 256;
    if (isWide) tellLine("First all cases on vectors of 128 bits, in a process of their own");
    const narrow = isWide ? await benchNarrow(flags.threads, data, interrupts.signal) : null;
    const mnist = await loadMnist({ data, offline: true, notice: (line) => tellLine(line), signal: interrupts.signal });
    const wide = await runCases({
      data: gatherBenchData(mnist, size),
      source: mnist.source === "synthetic" ? "synthetic" : "mnist",
      size,
      threads: flags.threads,
      blas: await loadBlas(),
      now: () => performance.now(),
      onCase: (id, title) => tellLine(`${id}: ${title}`),
      signal: interrupts.signal,
    });
    const results = withNarrow(wide, narrow);
    printResult(flags.json, results, () => formatBench(results, terminalWidth(process.stdout)));
  } finally {
    interrupts.dispose();
  }
}
