/** Runs `minibatch data list`: a line per data set, on stdout. */
import { dataSets, setNames } from "minibatch-data/sets";
import { inspectDataSet } from "../../../data/inspect-data-set.ts";
import { resolveFromCaller } from "../../caller/caller-path.ts";
import type { DataFlags } from "../../options/data-option.ts";
import { type Column, fitTable, tellLeft } from "../../tables/fit-table.ts";
import { formatBytes } from "../../tables/format-bytes.ts";
import { printResult } from "../../terminal/print-result.ts";
import { terminalWidth } from "../../terminal/terminal-width.ts";
import { cutText } from "../../terminal/text-width.ts";

export interface ListFlags extends Pick<DataFlags, "data"> {
  readonly json?: true;
}

/** a title is cut to no fewer characters */
const LEAST_TITLE = 16;

export function run({ data, json }: ListFlags): void {
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
      {
        head: "what",
        align: "l",
        cells: sets.map(({ title }) => title),
        // a comma before the mark of the cut would look as if the word before it were cut
        cut: (row, width) => cutText(sets[row]!.title, width).replace(/,…$/, "…"),
        cutTo: LEAST_TITLE,
        matters: 1,
      },
    ];
    const { text, left } = fitTable(columns, terminalWidth(process.stdout));
    return [text, ...tellLeft(left)].join("\n");
  });
}
