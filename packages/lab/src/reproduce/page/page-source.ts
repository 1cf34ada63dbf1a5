/** What every section of the reproduction's page draws from. */
import type { Figure } from "../../page-kit/figures/figure.ts";
import { renderNumbered, renderPicture } from "../../page-kit/figures/render-figure.ts";
import type { Html } from "../../page-kit/html.ts";
import type { Section } from "../../page-kit/render-document.ts";
import type { Reproduction } from "../results.ts";
import { listMarks } from "./reservations.ts";

export interface ReproductionPageSource {
  readonly reproduction: Reproduction;
  readonly figures: readonly Figure[];
  /** "SYNTHETIC", "QUICK", both or none: stands on every table */
  readonly marks: readonly string[];
}

export type ReproductionSection = Section<ReproductionPageSource>;

export function describeSource(reproduction: Reproduction, figures: readonly Figure[]): ReproductionPageSource {
  return { reproduction, figures, marks: listMarks(reproduction) };
}

/** Figure `number` of the report, 1 to 4. */
export function renderFigure({ figures, marks }: ReproductionPageSource, number: number): Html {
  const figure = figures.find(({ name }) => name === `figure-${number}`);
  if (figure === undefined) {
    throw new RangeError(
      `Cannot render figure ${number}: there are ${figures.length} figures, none named figure-${number}`,
    );
  }
  return renderNumbered(figure, number, marks, renderPicture(figure.svg, figure.plots, `Figure ${number}`));
}
