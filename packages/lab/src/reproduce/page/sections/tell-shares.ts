/**
 * Claims write shares in percent and their differences in points, for a terminal; the page's own tables and axes have
 * them from 0 to 1. On one page an accuracy is written in one way.
 */
import type { Evidence, EvidenceTable } from "../../results.ts";

/** 97.88%; but neither a level such as 95% nor a limit that a rule has in whole percents */
const percents = /(?<![\d.])(\d+\.\d\d)%/g;
/** +0.51 points, +0.51 [+0.40, +0.62] points */
const differences = /([+-]\d+\.\d\d)( \[)?(?:([+-]\d+\.\d\d), ([+-]\d+\.\d\d)\])? points/g;
/** 0.5 points, +-0.5 points */
const margins = /(?<![\d.])(\d+(?:\.\d+)?) points\b/g;
const pointsHead = / \(points\)$/;

/** Four decimals, as in every table of accuracies. */
function share(percent: string): string {
  return (Number(percent) / 100).toFixed(4);
}

function difference(points: string): string {
  return `${points.startsWith("+") ? "+" : "-"}${share(points.slice(1))}`;
}

/** 97.88% -> 0.9788; -0.51 [-0.60, -0.42] points -> -0.0051 [-0.0060, -0.0042]; 0.5 points -> 0.005 */
export function tellShares(text: string): string {
  return text
    .replace(differences, (_, mean: string, bracket: string | undefined, low = "", high = "") =>
      bracket === undefined ? difference(mean) : `${difference(mean)} [${difference(low)}, ${difference(high)}]`,
    )
    .replace(margins, (_, points: string) => String(Number((Number(points) / 100).toPrecision(12))))
    .replace(percents, (_, percent: string) => share(percent));
}

function tellTable(table: EvidenceTable): EvidenceTable {
  const isPoints = table.columns.map((label) => pointsHead.test(label));
  return {
    ...table,
    title: tellShares(table.title),
    columns: table.columns.map((label) => tellShares(label.replace(pointsHead, ""))),
    rows: table.rows.map((row) =>
      row.map((entry, i) => {
        if (typeof entry !== "string") return entry;
        return isPoints[i] && /^[+-]\d+\.\d\d$/.test(entry) ? difference(entry) : tellShares(entry);
      }),
    ),
  };
}

/** The evidence as the page tells it; `results.json` has it as the claim wrote it. */
export function tellEvidence(evidence: Evidence): Evidence {
  const { summary, test, earlier, tables, charts } = evidence;
  return {
    ...evidence,
    summary: tellShares(summary),
    test: tellShares(test),
    earlier: earlier === null ? null : { ...earlier, rule: tellShares(earlier.rule), why: tellShares(earlier.why) },
    tables: tables.map(tellTable),
    charts: charts.map((chart) => ({ ...chart, title: tellShares(chart.title) })),
  };
}
