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
import { gatherBenchData } from "./cases/bench-data.ts";
import { type BenchSize, FULL_SIZE } from "./cases/bench-size.ts";
import { CASES } from "./cases/cases.ts";
import { formatBench } from "./format-results.ts";
import { OtherWidth } from "./other-width.ts";
import { runCases } from "./run-cases.ts";

export interface BenchFlags {
  readonly data?: string;
  readonly threads: number;
  readonly json?: true;
}

/** of a core: more than the shell and an idle desktop want */
const BUSY_LOAD = 0.5;

/** Throws what `loadMnist` and `OtherWidth` throw, and InterruptedError. */
export async function run(flags: BenchFlags, size: BenchSize = FULL_SIZE): Promise<void> {
  const data = flags.data === undefined ? undefined : resolveFromCaller(flags.data);
  requireChosen(findDataDirectory(data));
  const interrupts = watchInterrupts(
    () => tellLine("Stopping after this run. Ctrl-C again ends it at once."),
    () => {},
  );
  let narrow: OtherWidth | null = null;
  try {
    const load = loadavg()[0]!;
    if (load > BUSY_LOAD)
      tellLine(
        paint("warning", `Other programs keep this machine busy (load ${load.toFixed(1)}): times will be too long.`),
      );
    if (vectorsInUse()?.bits === 256) {
      tellLine("Each case on vectors of 256 bits, and of 128 in a process of its own, in turn");
      narrow = await OtherWidth.start({ data, size });
    }
    const mnist = await loadMnist({ data, offline: true, notice: (line) => tellLine(line), signal: interrupts.signal });
    const results = await runCases({
      cases: CASES,
      data: gatherBenchData(mnist, size),
      source: mnist.source === "synthetic" ? "synthetic" : "mnist",
      size,
      threads: flags.threads,
      blas: await loadBlas(),
      narrow,
      now: () => performance.now(),
      onCase: (id, title) => tellLine(`${id}: ${title}`),
      signal: interrupts.signal,
    });
    printResult(flags.json, results, () => formatBench(results, terminalWidth(process.stdout)));
  } finally {
    narrow?.end();
    interrupts.dispose();
  }
}
