/** Runs `minibatch runs export`: an experiment's trials, to stdout or into a file. */
import { UsageError } from "../../errors.ts";
import { writeChunks } from "../../files/write-chunks.ts";
import type { ExperimentRecord, LabStore } from "../../store/store.ts";
import { resolveFromCaller } from "../caller-path.ts";
import { formatBytes } from "../format-bytes.ts";
import { printResult } from "../print-result.ts";
import type { StoreFlags } from "../store-option.ts";
import { printData } from "../terminal/write-out.ts";
import { withStore } from "../with-store.ts";
import { exportCsv } from "./export-csv.ts";
import { exportJson, exportJsonl } from "./export-jsonl.ts";
import { findExperiment } from "./find-experiment.ts";

export interface ExportFlags extends StoreFlags {
  readonly format: "jsonl" | "csv";
  readonly out?: string;
  readonly json?: true;
}

/** Throws UsageError for an experiment that is not there, OutputError when the disk does not take the file. */
export async function exportRuns(name: string, flags: ExportFlags): Promise<void> {
  const { format, out, json } = flags;
  if (json === true && out === undefined && format === "csv") {
    throw new UsageError(
      "Cannot export CSV as one JSON document: leave out --json or --format csv, or give --out FILE for the CSV",
    );
  }
  await withStore(flags, async (store) => {
    const experiment = await findExperiment(store, name);
    if (out === undefined) {
      const chunks = json === true ? exportJson(store, experiment) : exportChunks(store, experiment, format);
      return printData(chunks);
    }
    const file = resolveFromCaller(out);
    const chunks = exportChunks(store, experiment, format);
    const sizeBytes = await writeChunks(file, chunks, "give --out a file in a directory that can be written");
    printResult(
      json,
      { store: store.place, experiment: name, format, file, sizeBytes },
      () => `${name} written to ${file} (${formatBytes(sizeBytes)})`,
    );
  });
}

function exportChunks(store: LabStore, experiment: ExperimentRecord, format: "jsonl" | "csv"): AsyncGenerator<string> {
  return format === "csv" ? exportCsv(store, experiment) : exportJsonl(store, experiment);
}
