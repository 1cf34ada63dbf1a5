/** One self-contained HTML document around its sections: no file and no address is loaded from it. */

import { renderPolicy, renderScript, renderStyle } from "./content-policy.ts";
import { type Html, html } from "./html.ts";
import { pageScript, themeScript } from "./page-scripts.ts";
import { renderMarks } from "./table.ts";

/** One section of a page, rendered from what the page's sections share. */
export interface Section<Source> {
  readonly id: string;
  readonly title: string;
  render(source: Source): Html;
}

export interface PageDocument<Source> {
  readonly title: string;
  /** "SYNTHETIC", "QUICK": beside the title, and before it in the window's */
  readonly marks: readonly string[];
  /** version of minibatch */
  readonly version: string;
  /** a line below the title */
  readonly by: string;
  readonly sections: readonly Section<Source>[];
  readonly footer: Html;
  /** style sheet, as it is */
  readonly style: string;
}

function renderSection<Source>(section: Section<Source>, source: Source): Html {
  return html`
<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${section.title}</h2>
${section.render(source)}
</section>`;
}

/** The document as a string. */
export function renderDocument<Source>(page: PageDocument<Source>, source: Source): string {
  const contents = page.sections.map((section) => html`<li><a href="#${section.id}">${section.title}</a></li>`);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${renderPolicy({ styles: [page.style], scripts: [themeScript, pageScript] })}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="minibatch ${page.version}">
<title>${page.marks.map((mark) => `${mark} · `).join("")}${page.title}</title>
<link rel="icon" href="data:,">
${renderStyle(page.style)}
${renderScript(themeScript)}
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<div class="frame">
<header id="top">
<h1>${page.title}${renderMarks(page.marks)}</h1>
<p class="by">${page.by}</p>
</header>
<div class="side">
<button class="theme" type="button" hidden>Dark page</button>
<nav class="contents" aria-label="Contents"><ol><li><a href="#top">Top</a></li>${contents}</ol></nav>
</div>
<main id="main">
${page.sections.map((section) => renderSection(section, source))}
<footer>${page.footer}</footer>
</main>
</div>
${renderScript(pageScript)}
</body>
</html>
`.markup;
}
