/** The page that stands where the report will be, as long as it has no figures. */
import { renderPolicy, renderStyle } from "../../page-kit/content-policy.ts";
import { html } from "../../page-kit/html.ts";
import { baseStyle } from "../../page-kit/style/base.ts";
import type { BegunReport } from "../results.ts";

const TITLE = "A deep-learning report, begun";

export function renderBegunPage({ seed, quick, synthetic, environment }: BegunReport): string {
  const marks = [...(quick ? ["QUICK"] : []), ...(synthetic ? ["SYNTHETIC"] : []), "INCOMPLETE"];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${renderPolicy({ styles: [baseStyle], scripts: [] })}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="minibatch ${environment.minibatch}">
<title>${marks.map((mark) => `${mark} · `)}${TITLE}</title>
<link rel="icon" href="data:,">
${renderStyle(baseStyle)}
</head>
<body>
<div class="frame">
<header>
<h1>${TITLE}</h1>
<p class="by">${marks.join(" · ")} · minibatch ${environment.minibatch} · ${environment.numerics} numerics · seed ${seed}</p>
</header>
<main>
<p>This run has no figures yet. As soon as Problems 1 to 3 are trained, the report stands here.</p>
<p>If it was interrupted, call the same command again: it goes on with what is missing.</p>
</main>
</div>
</body>
</html>
`.markup;
}
