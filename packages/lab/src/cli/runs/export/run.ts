/** Runs `minibatch runs export`: an experiment's trials, to stdout or into a file. */
import { UsageError } from "../../../errors.ts";
import { writeChunks } from "../../../files/write-chunks.ts";
import { resolveFromCaller } from "../../caller/caller-path.ts";
import { findExperiment } from "../../opening/find-experiment.ts";
import { withStore } from "../../opening/with-store.ts";
import type { StoreFlags } from "../../options/store-option.ts";
import { formatBytes } from "../../tables/format-bytes.ts";
import { printResult } from "../../terminal/print-result.ts";
import { printData } from "../../terminal/write-out.ts";
import type { Choice } from "../choice/choose-rows.ts";
import { chooseTrials } from "../choice/trial-fields.ts";
import { exportCsv } from "./export-csv.ts";
import { exportJson, exportJsonl } from "./export-jsonl.ts";

export interface ExportFlags extends StoreFlags, Choice {
  readonly format: "jsonl" | "csv";
  readonly out?: string;
  readonly json?: true;
}

const WRITERS = { csv: exportCsv, jsonl: exportJsonl } as const;

/** Throws UsageError for an experiment that is not there, OutputError when the disk does not take the file. */
export async function run(name: string, flags: ExportFlags): Promise<void> {
  const { format, out, json } = flags;
  if (json === true && out === undefined && format === "csv") {
    throw new UsageError(
      "Cannot export CSV as one JSON document: leave out --json or --format csv, or give --out FILE for the CSV",
    );
  }
  await withStore(flags, async (store) => {
    const experiment = await findExperiment(store, name);
    const isChosen = flags.where !== undefined || flags.sort !== undefined;
    // without their figures, which are read some at a time
    const chosen = isChosen
      ? await chooseTrials(store, experiment, await store.listTrials(experiment.id, { order: "number" }), flags)
      : null;
    const write = json === true && out === undefined ? exportJson : WRITERS[format];
    if (out === undefined) {
      const chunks = write(store, experiment, chosen);
      return printData(chunks);
    }
    const file = resolveFromCaller(out);
    const chunks = write(store, experiment, chosen);
    const sizeBytes = await writeChunks(file, chunks, "give --out a file in a directory that can be written");
    printResult(
      json,
      { store: store.place, experiment: name, format, file, sizeBytes },
      () => `${name} written to ${file} (${formatBytes(sizeBytes)})`,
    );
  });
}
