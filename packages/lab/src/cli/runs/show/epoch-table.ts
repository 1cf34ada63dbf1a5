/** A trial's figures, a row per epoch. Of layers there are too many for a table: they are in the export. */
import { storedMetric } from "study";
import { KEPT_EPOCH } from "../../../runner/trial-figures.ts";
import type { Metrics } from "../../../store/store.ts";
import { type Column, fitTable, tellLeft } from "../../tables/fit-table.ts";
import { NONE } from "../../tables/format-value.ts";
import { formatFigures } from "../../tables/number-column.ts";
import { spellMetric } from "../../trials/figure-names.ts";
import { type Choice, chooseRows, type Field, unknownName } from "../choice/choose-rows.ts";
import { isOfLayer } from "./metric-table.ts";

const LAST_EPOCHS = 10;

/** None without figures; else the table, and what it leaves out, which is never the objective. */
export function epochTable(
  metrics: Metrics,
  width: number,
  all: boolean,
  choice: Choice = {},
  objective: string | null = null,
): string[] {
  const names = Object.keys(metrics).filter((name) => !isOfLayer(name));
  const epochs = names.reduce((most, name) => Math.max(most, metrics[name]!.length), 0);
  if (epochs === 0) return [];
  const chosen = chooseEpochs(metrics, epochs, choice);
  const isSorted = choice.sort !== undefined;
  const first = all || isSorted ? 0 : Math.max(0, chosen.length - LAST_EPOCHS);
  const shown = all || !isSorted ? chosen.slice(first) : chosen.slice(0, LAST_EPOCHS);
  if (shown.length === 0) return ["No epoch of which that is true."];
  const columns: Column[] = [
    { head: "epoch", align: "r", cells: shown.map((epoch) => String(epoch + 1)) },
    ...names.map((name, i): Column => {
      const figures = shown.map((epoch) => metrics[name]![epoch]);
      const cells = name === KEPT_EPOCH ? figures.map(formatEpoch) : formatFigures(figures);
      const column: Column = { head: spellMetric(name), align: "r", cells };
      return name === objective ? column : { ...column, matters: names.length - i };
    }),
  ];
  const { text, left } = fitTable(columns, width);
  return [[text, ...tellOthers(chosen, shown), ...tellLeft(left)].join("\n")];
}

/** Those that are shown nowhere, and how they are. */
function tellOthers(chosen: readonly number[], shown: readonly number[]): string[] {
  const more = chosen.length - shown.length;
  if (more === 0) return [];
  const isOne = more === 1;
  const between = chosen.at(-1) === shown.at(-1) ? " before them" : "";
  return [`${more} more ${isOne ? "epoch" : "epochs"}${between}; --all shows ${isOne ? "it" : "them"}.`];
}

/** By their number and their figures: 0, 1, ... Throws UsageError for another name. */
export function chooseEpochs(metrics: Metrics, epochs: number, choice: Choice): number[] {
  return chooseRows(
    Array.from({ length: epochs }, (_, epoch) => epoch),
    choice,
    (name): Field<number> => {
      if (name === "epoch") return { read: (epoch) => epoch + 1 };
      const figures = metrics[storedMetric(name)];
      if (figures === undefined)
        throw unknownName("choose epochs", name, ["epoch", ...Object.keys(metrics).map(spellMetric)]);
      return { read: (epoch) => figures[epoch], first: /accuracy$/i.test(name) ? "greatest" : "least" };
    },
  );
}

function formatEpoch(epoch: number | undefined): string {
  return epoch === undefined || Number.isNaN(epoch) ? NONE : String(epoch);
}
