/**
 * Whole pages to the last word and line, of invented results: what no other test asks for by name is read here. It
 * fails with every intended change too: `MINIBATCH_WRITE_FIXTURES=1 npx vitest run whole-pages.test.ts` writes the
 * pages as they are now; read the difference.
 */
import { test } from "vitest";
import { expectFixture } from "../../../../minibatch/test/expect-fixture.ts";
import { outlinePage } from "../../../test/outline-page.ts";
import { interruptedReproduction, sampleReproduction } from "../../../test/sample-reproduction.ts";
import { renderFigures } from "./figures/render-figures.ts";
import { renderPage } from "./render-page.ts";

const PAGES = {
  reproduction: () => renderPage(sampleReproduction, renderFigures(sampleReproduction)),
  "reproduction-interrupted": () => renderPage(interruptedReproduction, renderFigures(interruptedReproduction)),
};

test.each(Object.entries(PAGES))("%s", (name, render) => {
  expectFixture(outlinePage(render()), new URL(`./fixtures/page-${name}.txt`, import.meta.url));
});
