/** Runs `minibatch data fetch`: progress on stderr, what is there at the end on stdout. */
import { fetchDataSet } from "../../../data/fetch-data-set.ts";
import { inspectDataSet } from "../../../data/inspect-data-set.ts";
import { resolveFromCaller } from "../../caller/caller-path.ts";
import { watchInterrupts } from "../../interrupts/watch-interrupts.ts";
import type { DataFlags } from "../../options/data-option.ts";
import { findDataSet } from "../../options/find-data-set.ts";
import { createDownloadDisplay } from "../../progress/download-display.ts";
import { printResult } from "../../terminal/print-result.ts";

export interface FetchFlags extends Pick<DataFlags, "data"> {
  readonly json?: true;
}

/** Throws what `fetchDataSet` throws, and an Error (exit code 1) when the set is neither here nor to be had. */
export async function run(name: string, flags: FetchFlags): Promise<void> {
  const set = findDataSet(name);
  const { origin } = set;
  if (origin.kind !== "files") {
    printResult(flags.json, inspectDataSet(set, undefined), () => `${name} is drawn by a procedure: nothing to fetch`);
    return;
  }
  const data = flags.data && resolveFromCaller(flags.data);
  const display = createDownloadDisplay(process.stderr);
  const interrupts = watchInterrupts(
    () => display.close(),
    () => {},
  );
  try {
    const { onProgress } = display;
    const files = await fetchDataSet(origin, { data, onProgress, signal: interrupts.signal, notice: () => {} });
    display.close();
    if (files.kind === "missing") {
      throw new Error(
        `Cannot fetch ${name}: ${files.reason}; put the file there yourself, or give --data its directory`,
      );
    }
    const state = inspectDataSet(set, data);
    const was = files.source === "download" ? "fetched into" : "already in";
    printResult(flags.json, state, () => `${name} ${was} ${state.directory}`);
  } finally {
    display.close();
    interrupts.dispose();
  }
}
