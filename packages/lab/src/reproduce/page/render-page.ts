/** The report as one self-contained HTML page. */

import type { Figure } from "../../page-kit/figures/figure.ts";
import { html } from "../../page-kit/html.ts";
import { renderDocument } from "../../page-kit/render-document.ts";
import { baseStyle } from "../../page-kit/style/base.ts";
import { contentStyle } from "../../page-kit/style/content.ts";
import { figureStyle } from "../../page-kit/style/figures.ts";
import { printStyle } from "../../page-kit/style/print.ts";
import type { Reproduction } from "../results.ts";
import { describeSource } from "./page-source.ts";
import { claims } from "./sections/claims.ts";
import { differences } from "./sections/differences.ts";
import { overview } from "./sections/overview.ts";
import { problem1 } from "./sections/problem-1.ts";
import { problem2 } from "./sections/problem-2.ts";
import { problem3 } from "./sections/problem-3.ts";
import { provenance } from "./sections/provenance.ts";

/** The page as a string. `figures` are those of `renderFigures` for the same reproduction. */
export function renderPage(reproduction: Reproduction, figures: readonly Figure[]): string {
  const source = describeSource(reproduction, figures);
  const { environment } = reproduction;
  return renderDocument(
    {
      title: "A deep-learning report, reproduced",
      marks: source.marks,
      version: environment.minibatch,
      by:
        "Optimizers, activations and learning rates on two small networks, measured with minibatch " +
        `${environment.minibatch} · ${environment.date.slice(0, 10)} · seed ${reproduction.seed}`,
      sections: [overview, problem1, problem2, problem3, claims, differences, provenance],
      footer: html`Made by <code>minibatch reproduce</code>. Figures are drawn with Apache ECharts; their PNG files are set in PT Sans (SIL Open Font License 1.1).`,
      style: baseStyle + contentStyle + figureStyle + printStyle,
    },
    source,
  );
}
