/** The report as one self-contained HTML page. */
import type { Reproduction } from "../reproduce/results.ts";
import type { Figure } from "./figure.ts";
import { html } from "./page/html.ts";
import { renderDocument } from "./page/render-document.ts";
import { chartScript } from "./page/script-chart.ts";
import { pageScript } from "./page/script-page.ts";
import { describeSource } from "./page/section.ts";
import { claims } from "./page/section-claims.ts";
import { differences } from "./page/section-differences.ts";
import { overview } from "./page/section-overview.ts";
import { problem1 } from "./page/section-problem1.ts";
import { problem2 } from "./page/section-problem2.ts";
import { problem3 } from "./page/section-problem3.ts";
import { provenance } from "./page/section-provenance.ts";
import { baseStyle } from "./page/style-base.ts";
import { contentStyle } from "./page/style-content.ts";
import { figureStyle } from "./page/style-figures.ts";
import { printStyle } from "./page/style-print.ts";

/** The page as a string. `figures` are those of `renderFigures` for the same reproduction. */
export function renderPage(reproduction: Reproduction, figures: readonly Figure[]): string {
  const source = describeSource(reproduction, figures);
  const { environment } = reproduction;
  return renderDocument(
    {
      title: "A deep-learning report, reproduced",
      marks: source.marks,
      version: environment.minibatch,
      by: `Optimizers, activations and learning rates on two small networks, measured with minibatch ${environment.minibatch} · ${environment.date.slice(0, 10)} · seed ${reproduction.seed}`,
      sections: [overview, problem1, problem2, problem3, claims, differences, provenance],
      footer: html`Made by <code>minibatch reproduce</code>. Figures are drawn with Apache ECharts; their PNG files are set in PT Sans (SIL Open Font License 1.1).`,
      style: baseStyle + contentStyle + figureStyle + printStyle,
      script: pageScript + chartScript,
    },
    source,
  );
}
