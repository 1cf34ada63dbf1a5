/** A trial's figures, a row per epoch. Of layers there are too many for a table: they are in the export. */
import { KEPT_EPOCH } from "../../runner/trial-figures.ts";
import type { Metrics } from "../../store/store.ts";
import { type Column, fitTable } from "../fit-table.ts";
import { formatFigure, NONE } from "./format-value.ts";
import { isOfLayer } from "./metric-table.ts";

const LAST_EPOCHS = 10;

/** None without figures; else the table, and what it leaves out. */
export function epochTable(metrics: Metrics, width: number, all: boolean): string[] {
  const names = Object.keys(metrics).filter((name) => !isOfLayer(name));
  const epochs = names.reduce((most, name) => Math.max(most, metrics[name]!.length), 0);
  if (epochs === 0) return [];
  const first = all ? 0 : Math.max(0, epochs - LAST_EPOCHS);
  const shown = Array.from({ length: epochs - first }, (_, i) => first + i);
  const columns: Column[] = [
    { head: "epoch", align: "r", cells: shown.map((epoch) => String(epoch + 1)) },
    ...names.map((head, i): Column => {
      const format = head === KEPT_EPOCH ? formatEpoch : formatFigure;
      const cells = shown.map((epoch) => format(metrics[head]![epoch]));
      return { head, align: "r", cells, matters: names.length - i };
    }),
  ];
  const { text, left } = fitTable(columns, width);
  const notes = [
    ...(first > 0 ? [`Epochs 1 to ${first} before them; --all shows them.`] : []),
    ...(left.length > 0 ? [`Too narrow for ${left.join(", ")}; --json tells all.`] : []),
  ];
  return [[text, ...notes].join("\n")];
}

function formatEpoch(epoch: number | undefined): string {
  return epoch === undefined || Number.isNaN(epoch) ? NONE : String(epoch);
}
