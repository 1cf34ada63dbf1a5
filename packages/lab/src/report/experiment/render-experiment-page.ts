/** The page of any experiment, self-contained: it opens from a file. */

import { rankParameters } from "study/statistics";
import { writeCommand } from "../../shell/write-command.ts";
import { html } from "../page/html.ts";
import { renderDocument } from "../page/render-document.ts";
import { chartScript } from "../page/script-chart.ts";
import { copyScript } from "../page/script-copy.ts";
import { linesScript } from "../page/script-lines.ts";
import { pageScript } from "../page/script-page.ts";
import { baseStyle } from "../page/style-base.ts";
import { contentStyle } from "../page/style-content.ts";
import { experimentStyle } from "../page/style-experiment.ts";
import { drawingStyle, figureStyle } from "../page/style-figures.ts";
import { printStyle } from "../page/style-print.ts";
import { describeExperiment } from "./describe-experiment.ts";
import { drawFigures } from "./draw-figures.ts";
import type { ExperimentInput } from "./experiment-input.ts";
import type { ExperimentPage } from "./experiment-page.ts";
import { best } from "./section-best.ts";
import { curves } from "./section-curves.ts";
import { overview } from "./section-overview.ts";
import { pairs } from "./section-pairs.ts";
import { parameters } from "./section-parameters.ts";
import { provenance } from "./section-provenance.ts";
import { ranking } from "./section-ranking.ts";
import { trials } from "./section-trials.ts";
import { countOf } from "./words.ts";

/** Everything that the page shows, worked out and drawn. */
export function prepareExperimentPage(input: ExperimentInput): ExperimentPage {
  const described = describeExperiment(input);
  const finished = described.ranked.flatMap((configuration) => configuration.finished);
  const importance = rankParameters(
    finished.map((trial) => trial.parameters),
    finished.map(({ objective }) => objective as number),
    { seed: input.spec.seed },
  );
  return { ...described, importance, figures: drawFigures(described, importance) };
}

/** The page as a string. */
export function renderPreparedPage(page: ExperimentPage): string {
  const { input, marks } = page;
  const { spec, trials: all, version, generatedAt } = input;
  return renderDocument(
    {
      title: spec.name,
      marks,
      version,
      by: `An experiment of ${countOf(all.length, "trial")} · minibatch ${version} · ${generatedAt.toISOString().slice(0, 10)} · seed ${spec.seed}`,
      sections: [overview, curves, ranking, pairs, parameters, trials, best, provenance],
      footer: html`Made by <code>${writeCommand(["report"], [spec.name])}</code>. Figures are drawn with Apache ECharts; their PNG files are set in PT Sans (SIL Open Font License 1.1).`,
      style: baseStyle + contentStyle + figureStyle + drawingStyle + printStyle + experimentStyle,
      script: pageScript + chartScript + linesScript + copyScript,
    },
    page,
  );
}

/** The page of an experiment as one self-contained HTML string. */
export function renderExperimentPage(input: ExperimentInput): string {
  return renderPreparedPage(prepareExperimentPage(input));
}
