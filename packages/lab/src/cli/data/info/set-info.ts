/** What is known of a data set, and what of it is here. */
import { type DataSetState, inspectDataSet } from "../../../data/inspect-data-set.ts";
import { InputError } from "../../../errors.ts";
import { resolveFromCaller } from "../../caller/caller-path.ts";
import type { DataFlags } from "../../options/data-option.ts";
import { findDataSet } from "../../options/find-data-set.ts";
import { fitTable, tellLeft } from "../../tables/fit-table.ts";
import { formatBytes } from "../../tables/format-bytes.ts";
import { printResult } from "../../terminal/print-result.ts";
import { terminalWidth } from "../../terminal/terminal-width.ts";

/** cut to no fewer characters */
const LEAST_HASH = 12;

export interface SetFlags extends Pick<DataFlags, "data"> {
  readonly json?: true;
}

/**
 * Throws UsageError for a name that is not known, InputError (after describing the set) when one of its files is wrong.
 */
export function tellSet(name: string, { data, json }: SetFlags): void {
  const set = inspectDataSet(findDataSet(name), data && resolveFromCaller(data));
  printResult(json, set, () => formatSet(set));
  const wrong = set.files.find(({ fault }) => fault !== null);
  if (wrong !== undefined) throw new InputError(wrong.fault as string);
}

function formatSet(set: DataSetState): string {
  const { files } = set;
  const said = [set.title, "", `source   ${set.source}`, `licence  ${set.licence}`];
  if (set.state === "drawn") return [...said, "files    none: it is drawn by a procedure"].join("\n");
  const { text, left } = fitTable(
    [
      { head: "file", align: "l", cells: files.map(({ name }) => name) },
      { head: "here", align: "l", cells: files.map(({ state }) => state) },
      { head: "size", align: "r", cells: files.map(({ sizeBytes }) => formatBytes(sizeBytes)) },
      { head: "SHA-256", align: "l", cells: files.map(({ sha256 }) => sha256), cutTo: LEAST_HASH, matters: 1 },
    ],
    terminalWidth(process.stdout),
  );
  return [
    ...said,
    `folder   ${set.directory}`,
    `mirrors  ${set.mirrors.join(" ") || "none"}`,
    `without  ${set.standIn === null ? "it cannot be used" : `${set.standIn}, labelled SYNTHETIC`}`,
    "",
    text,
    ...tellLeft(left),
  ].join("\n");
}
