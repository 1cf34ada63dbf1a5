/** Runs `minibatch data list` and `minibatch data info`: what is known and what is here, on stdout. */
import { dataSets, setNames } from "minibatch-data/sets";
import { type DataSetState, inspectDataSet } from "../data/inspect-data-set.ts";
import { InputError } from "../errors.ts";
import { resolveFromCaller } from "./caller-path.ts";
import type { DataFlags } from "./data.ts";
import { findDataSet } from "./find-data-set.ts";
import { type Column, fitTable, tellLeft } from "./fit-table.ts";
import { formatBytes } from "./format-bytes.ts";
import { printResult } from "./print-result.ts";
import { terminalWidth } from "./terminal/terminal-width.ts";

/** cut to no fewer characters */
const LEAST_TITLE = 16;
const LEAST_HASH = 12;

export function listDataSets({ data, json }: DataFlags): void {
  const sets = setNames.map((name) => inspectDataSet(dataSets[name], data && resolveFromCaller(data)));
  printResult(json, sets, () => {
    const columns: Column[] = [
      { head: "set", align: "l", cells: sets.map(({ name }) => name) },
      { head: "here", align: "l", cells: sets.map((set) => set.state) },
      {
        head: "size",
        align: "r",
        cells: sets.map(({ state, sizeBytes }) => (state === "drawn" ? "-" : formatBytes(sizeBytes))),
      },
      { head: "what", align: "l", cells: sets.map(({ title }) => title), cutTo: LEAST_TITLE, matters: 1 },
    ];
    const { text, left } = fitTable(columns, terminalWidth(process.stdout));
    return [text, ...tellLeft(left)].join("\n");
  });
}

/** Throws UsageError for a name that is not known, InputError (after describing the set) when one of its files is wrong. */
export function describeDataSet(name: string, { data, json }: DataFlags): void {
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
