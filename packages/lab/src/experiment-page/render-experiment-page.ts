/** The page of any experiment, self-contained: it opens from a file. */

import { rankParameters } from "study/statistics";
import { html } from "../page-kit/html.ts";
import { renderDocument } from "../page-kit/render-document.ts";
import { baseStyle } from "../page-kit/style/base.ts";
import { contentStyle } from "../page-kit/style/content.ts";
import { drawingStyle, figureStyle } from "../page-kit/style/figures.ts";
import { printStyle } from "../page-kit/style/print.ts";
import { writeCommand } from "../shell/write-command.ts";
import { describeExperiment } from "./describe-experiment.ts";
import type { ExperimentPageInput } from "./experiment-page-input.ts";
import { drawFigures } from "./figures/draw-figures.ts";
import type { ExperimentPageSource } from "./page-source.ts";
import { best } from "./sections/best.ts";
import { curves } from "./sections/curves.ts";
import { findings } from "./sections/findings.ts";
import { overview } from "./sections/overview.ts";
import { pairs } from "./sections/pairs.ts";
import { parameters } from "./sections/parameters.ts";
import { firstLayerStyle } from "./sections/performance/first-layer.ts";
import { performanceSection, performanceStyle } from "./sections/performance/performance.ts";
import { provenance } from "./sections/provenance.ts";
import { ranking } from "./sections/ranking.ts";
import { trials } from "./sections/trials.ts";
import { experimentStyle } from "./style.ts";
import { countOf } from "./words.ts";

/** Everything that the page shows, worked out and drawn. */
export function prepareExperimentPage(input: ExperimentPageInput): ExperimentPageSource {
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
export function renderPreparedPage(page: ExperimentPageSource): string {
  const { input, marks } = page;
  const { spec, trials: all, version, generatedAt } = input;
  const { evaluation = null } = input;
  const isMeasured = evaluation !== null;
  const hasFirstLayer = evaluation !== null && !("missing" in evaluation) && (evaluation.firstLayer ?? null) !== null;
  return renderDocument(
    {
      title: spec.name,
      marks,
      version,
      by:
        `An experiment of ${countOf(all.length, "trial")} · minibatch ${version} · ` +
        `${generatedAt.toISOString().slice(0, 10)} · seed ${spec.seed}`,
      sections: [
        overview,
        curves,
        ...(isMeasured ? [performanceSection] : []),
        ranking,
        pairs,
        parameters,
        ...(input.findings === undefined ? [] : [findings]),
        trials,
        best,
        provenance,
      ],
      footer: html`Made by <code>${writeCommand(["report"], [spec.name])}</code>. Figures are drawn with Apache ECharts; their PNG files are set in PT Sans (SIL Open Font License 1.1).`,
      style:
        baseStyle +
        contentStyle +
        figureStyle +
        drawingStyle +
        printStyle +
        experimentStyle +
        (isMeasured ? performanceStyle : "") +
        (hasFirstLayer ? firstLayerStyle : ""),
    },
    page,
  );
}

/** The page of an experiment as one self-contained HTML string. */
export function renderExperimentPage(input: ExperimentPageInput): string {
  return renderPreparedPage(prepareExperimentPage(input));
}
