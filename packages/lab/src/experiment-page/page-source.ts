/** What every section of an experiment's page draws from. */
import type { ParameterRanking } from "study/statistics";
import type { Figure } from "../page-kit/figures/figure.ts";
import { renderDrawing, renderNumbered, renderPicture } from "../page-kit/figures/render-figure.ts";
import { type Html, html } from "../page-kit/html.ts";
import type { Section } from "../page-kit/render-document.ts";
import type { DescribedExperiment } from "./describe-experiment.ts";

export interface ExperimentPageSource extends DescribedExperiment {
  /** in the order of the page, which numbers them */
  readonly figures: readonly Figure[];
  readonly importance: ParameterRanking;
}

export type ExperimentSection = Section<ExperimentPageSource>;

/** The figure of this name with its number on the page; nothing where it was not drawn. */
export function renderFigureNamed({ figures, marks }: ExperimentPageSource, name: string): Html {
  const index = figures.findIndex((figure) => figure.name === name);
  const figure = figures[index];
  if (figure === undefined) return html``;
  const answers = figure.plots.some(({ kind }) => kind !== "lines");
  const picture = answers
    ? renderPicture(figure.svg, figure.plots, `Figure ${index + 1}`)
    : renderDrawing(figure.svg, figure.plots);
  return renderNumbered(figure, index + 1, marks, picture);
}
