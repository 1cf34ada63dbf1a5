/**
 * A trial's figures, a line each with their course; the doctor's figures of the layers in a table of their own. The
 * epoch that would be kept is no figure: it stands in the table of epochs.
 */
import { KEPT_EPOCH } from "../../../runner/trial-figures.ts";
import type { Metrics } from "../../../store/store.ts";
import { fitTable, tellLeft } from "../../tables/fit-table.ts";
import { alignPoints, figureForm } from "../../tables/number-column.ts";
import { sparkline } from "../../tables/sparkline.ts";
import { spellMetric } from "../../trials/figure-names.ts";

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
  const rows = names.map((name) => Array.from(metrics[name]!));
  const extreme = (choose: (a: number, b: number) => number, from: number) => (figures: readonly number[]) => {
    const found = figures.filter(Number.isFinite).reduce((a, b) => choose(a, b), from);
    return Number.isFinite(found) ? found : null;
  };
  const least = extreme(Math.min, Infinity);
  const greatest = extreme(Math.max, -Infinity);
  // a row is of one kind: what stands beside each other has one form
  const forms = rows.map((figures) => figureForm([figures[0], least(figures), greatest(figures), figures.at(-1)]));
  const cells = (read: (figures: readonly number[]) => number | null | undefined): string[] =>
    alignPoints(rows.map((figures, i) => forms[i]!(read(figures))));
  const { text, left } = fitTable(
    [
      { head, align: "l", cells: names.map(spellMetric) },
      { head: "first", align: "r", cells: cells((figures) => figures[0]), matters: 1 },
      { head: "least", align: "r", cells: cells(least), matters: 2 },
      { head: "greatest", align: "r", cells: cells(greatest), matters: 3 },
      { head: "last", align: "r", cells: cells((figures) => figures.at(-1)) },
      { head: "course", align: "l", cells: rows.map((figures) => sparkline(figures, LINE_WIDTH)), matters: 4 },
    ],
    width,
  );
  return [[text, ...tellLeft(left)].join("\n")];
}
