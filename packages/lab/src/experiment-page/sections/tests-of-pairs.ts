/** Every test of every comparison, as it is and adjusted, and the effect sizes. */
import { type AdjustedP, type ConfigurationComparison, pairTestNames, pairTests } from "study/statistics";
import { formatDifference, formatFixed } from "../../page-kit/format-number.ts";
import { type Html, html } from "../../page-kit/html.ts";
import { type Cell, cell, number, renderTable, text } from "../../page-kit/table.ts";
import type { Configuration } from "../configuration.ts";
import { formatP } from "../format-objective.ts";
import type { ExperimentPageSource } from "../page-source.ts";
import { tellLength } from "../words.ts";

const ADJUSTED = "the p before it, by Holm's method for all comparisons";

/** As in the figures' legends. */
export function nameCompared({ configurations }: ExperimentPageSource, index: number): string {
  return (configurations[index] as Configuration).label;
}

function cellOf(p: AdjustedP | null, part: keyof AdjustedP): Cell {
  return cell(p?.[part], formatP(p?.[part] ?? null));
}

export function renderTests(comparisons: readonly ConfigurationComparison[], source: ExperimentPageSource): Html {
  const table = renderTable({
    title: `p-values, each beside its Holm-adjusted one, and effect sizes${tellLength(comparisons.length, "pair")}`,
    marks: source.marks,
    columns: [
      text("First"),
      text("Second"),
      number("Pairs", "seeds at which both finished"),
      ...pairTestNames.flatMap((name, i) => [
        number(pairTests[name].head, pairTests[name].says),
        // said once, of all
        number("adjusted", i === pairTestNames.length - 1 ? ADJUSTED : undefined),
      ]),
      number("d", "mean difference over the differences' standard deviation (Cohen's d of pairs)"),
      number("g", "the same without its bias in small samples (Hedges)"),
      number(
        "r",
        "share of the ranks in favour of the first minus that against it, −1 to 1 (rank-biserial correlation)",
      ),
      number("Won", "share of the seeds at which the first is better"),
    ],
    rows: comparisons.map(({ first, second, pairs, effects, ...tests }) => [
      nameCompared(source, first),
      nameCompared(source, second),
      cell(pairs, pairs),
      ...pairTestNames.flatMap((name) => [cellOf(tests[name], "p"), cellOf(tests[name], "adjusted")]),
      cell(effects?.cohensD, formatDifference(effects?.cohensD, 2)),
      cell(effects?.hedgesG, formatDifference(effects?.hedgesG, 2)),
      cell(effects?.rankBiserial, formatDifference(effects?.rankBiserial, 2)),
      cell(effects?.won, effects === null ? formatFixed(null, 0) : `${formatFixed(effects.won * 100, 0)}%`),
    ]),
    footer: [],
    sortable: comparisons.length > 1,
  });
  return html`${table}`;
}
