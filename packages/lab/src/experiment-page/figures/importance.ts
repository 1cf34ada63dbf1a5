/** How much each parameter matters, as bars. */
import { seriesColors } from "charts";
import type { ParameterRanking } from "study/statistics";
import type { Figure } from "../../page-kit/figures/figure.ts";
import { finishBars } from "../../page-kit/figures/finish-figure.ts";
import { type DescribedExperiment, noteSynthetic } from "../describe-experiment.ts";
import { countOf } from "../words.ts";

function formatShare(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function tellExplained({ method, explained }: ParameterRanking, objective: string): string {
  if (explained === null) return "";
  if (explained <= 0) return `Together they explain nothing of the ${objective}: the bars are chance.`;
  const share = formatShare(explained);
  return method === "forest"
    ? `For configurations that it had not seen, the forest predicts ${share} of the variance of the ${objective}: ` +
        "the less, the less the bars can be trusted."
    : `Together, interactions included, the parameters explain ${share} of the variance of the ${objective}.`;
}

/** Null where nothing can be said, or there is one parameter only. */
export function drawImportance(source: DescribedExperiment, ranking: ParameterRanking): Figure | null {
  if (ranking.parameters.length < 2) return null;
  const labels = new Map(source.parameters.map(({ key, label }) => [key, label]));
  const bars = ranking.parameters.map(({ name, importance, valueCount }) => ({
    name: labels.get(name) ?? name,
    value: importance,
    text: `${formatShare(importance)} (${countOf(valueCount, "value")})`,
    color: seriesColors.blue,
  }));
  const first = bars[0] as (typeof bars)[number];
  return finishBars(
    {
      title: `What ${source.objective.words} depends on`,
      note: noteSynthetic(source.input),
      width: 960,
      xLabel: "importance: share of the variance (in brackets: how many values were tried)",
      full: 1,
      formatTick: formatShare,
      bars,
    },
    {
      name: "parameter-importance",
      caption:
        `How much each parameter matters: ${ranking.note}. ${tellExplained(ranking, source.objective.words)}`.trim(),
      alternative: `Bar chart. The most important parameter is ${first.name} with ${first.text}.`,
    },
  );
}
