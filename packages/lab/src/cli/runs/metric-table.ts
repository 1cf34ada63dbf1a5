/**
 * A trial's figures, a line each with their course; the doctor's figures of the layers in a table of their own. The epoch that would be
 * kept is no figure: it stands in the table of epochs.
 */
import { KEPT_EPOCH } from "../../runner/trial-figures.ts";
import type { Metrics } from "../../store/store.ts";
import { fitTable } from "../fit-table.ts";
import { sparkline } from "../sparkline.ts";
import { formatFigure } from "./format-value.ts";

const LINE_WIDTH = 30;

/** As `hidden1.deadUnits`: of one layer. */
export function isOfLayer(metric: string): boolean {
  return metric.includes(".");
}

export function metricTables(metrics: Metrics, width: number): string[] {
  const names = Object.keys(metrics).filter((name) => name !== KEPT_EPOCH);
  return [
    ...tableOf(
      "figure",
      names.filter((name) => !isOfLayer(name)),
      metrics,
      width,
    ),
    ...tableOf("of a layer", names.filter(isOfLayer), metrics, width),
  ];
}

function tableOf(head: string, names: readonly string[], metrics: Metrics, width: number): string[] {
  if (names.length === 0) return [];
  const cells = (format: (figures: readonly number[]) => string): string[] =>
    names.map((name) => format(Array.from(metrics[name]!)));
  const extreme = (choose: (a: number, b: number) => number, from: number) =>
    cells((figures) => {
      const found = figures.filter(Number.isFinite).reduce((a, b) => choose(a, b), from);
      return formatFigure(Number.isFinite(found) ? found : null);
    });
  const { text } = fitTable(
    [
      { head, align: "l", cells: names },
      { head: "first", align: "r", cells: cells((figures) => formatFigure(figures[0])), matters: 1 },
      { head: "least", align: "r", cells: extreme(Math.min, Infinity), matters: 2 },
      { head: "greatest", align: "r", cells: extreme(Math.max, -Infinity), matters: 3 },
      { head: "last", align: "r", cells: cells((figures) => formatFigure(figures.at(-1))) },
      { head: "course", align: "l", cells: cells((figures) => sparkline(figures, LINE_WIDTH)), matters: 4 },
    ],
    width,
  );
  return [text];
}
