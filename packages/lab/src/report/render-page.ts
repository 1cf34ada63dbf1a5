/** The report as one self-contained HTML page: no file and no address is loaded from it. */
import type { Reproduction } from "../reproduce/results.ts";
import type { Figure } from "./figure.ts";
import { html, trustMarkup } from "./page/html.ts";
import { chartScript } from "./page/script-chart.ts";
import { pageScript, themeScript } from "./page/script-page.ts";
import type { PageSource, Section } from "./page/section.ts";
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
import { renderMarks } from "./page/table.ts";

const sections: readonly Section[] = [overview, problem1, problem2, problem3, claims, differences, provenance];
const title = "A deep-learning report, reproduced";

function renderSection(section: Section, source: PageSource) {
  return html`
<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${section.title}</h2>
${section.render(source)}
</section>`;
}

/** The page as a string. `figures` are those of `renderFigures` for the same reproduction. */
export function renderPage(reproduction: Reproduction, figures: readonly Figure[]): string {
  const source = describeSource(reproduction, figures);
  const { environment } = reproduction;
  const contents = sections.map((section) => html`<li><a href="#${section.id}">${section.title}</a></li>`);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="minibatch ${environment.minibatch}">
<title>${source.marks.map((mark) => `${mark} · `).join("")}${title}</title>
<link rel="icon" href="data:,">
<style>${trustMarkup(baseStyle + contentStyle + figureStyle + printStyle)}</style>
<script>${trustMarkup(themeScript)}</script>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<div class="frame">
<header>
<h1>${title}${renderMarks(source.marks)}</h1>
<p class="by">Optimizers, activations and learning rates on two small networks, measured with minibatch ${environment.minibatch} · ${environment.date.slice(0, 10)} · seed ${reproduction.seed}</p>
</header>
<div class="side">
<nav class="contents" aria-label="Contents"><ol>${contents}</ol></nav>
<button class="theme" type="button" hidden>Dark page</button>
</div>
<main id="main">
${sections.map((section) => renderSection(section, source))}
<footer>Made by <code>minibatch reproduce</code>. Figures are drawn with Apache ECharts; their PNG files are set in PT Sans (SIL Open Font License 1.1).</footer>
</main>
</div>
<script>${trustMarkup(pageScript + chartScript)}</script>
</body>
</html>
`.markup;
}
