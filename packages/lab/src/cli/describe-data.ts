/** Runs `minibatch data list` and `minibatch data info`: what is known and what is here, on stdout. */
import { DATA_SETS } from "../data/catalogue.ts";
import { type DataSetState, inspectDataSet } from "../data/inspect-data-set.ts";
import { InputError } from "../errors.ts";
import { resolveFromCaller } from "./caller-path.ts";
import type { DataFlags } from "./data.ts";
import { findDataSet } from "./find-data-set.ts";
import { formatBytes } from "./format-bytes.ts";
import { formatTable } from "./format-table.ts";
import { printResult } from "./print-result.ts";

export function listDataSets({ data, json }: DataFlags): void {
  const sets = DATA_SETS.map((set) => inspectDataSet(set, data && resolveFromCaller(data)));
  const rows = sets.map(({ name, state, sizeBytes, title }) => [name, state, formatBytes(sizeBytes), title]);
  printResult(json, sets, () => formatTable(["set", "here", "size", ""], rows, "llrl"));
}

/** Throws UsageError for a name that is not known, InputError (after describing the set) when one of its files is wrong. */
export function describeDataSet(name: string, { data, json }: DataFlags): void {
  const set = inspectDataSet(findDataSet(name), data && resolveFromCaller(data));
  printResult(json, set, () => formatSet(set));
  const wrong = set.files.find(({ fault }) => fault !== null);
  if (wrong !== undefined) throw new InputError(wrong.fault as string);
}

function formatSet(set: DataSetState): string {
  const files = set.files.map(({ name, state, sizeBytes, sha256 }) => [name, state, formatBytes(sizeBytes), sha256]);
  return [
    set.title,
    "",
    `source   ${set.source}`,
    `licence  ${set.licence}`,
    `folder   ${set.directory}`,
    `mirrors  ${set.mirrors.join(" ") || "none"}`,
    `without  ${set.standIn}, labelled SYNTHETIC`,
    "",
    formatTable(["file", "here", "size", "SHA-256"], files, "llrl"),
  ].join("\n");
}
