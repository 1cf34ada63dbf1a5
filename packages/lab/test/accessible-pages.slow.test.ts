/** Every kind of page, light and dark, asked by axe-core; and on a telephone, and by keyboard, without a script. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import type { ExperimentPageInput } from "../src/experiment-page/experiment-page-input.ts";
import { writeExperimentReport } from "../src/experiment-page/write-experiment-report.ts";
import { claims } from "../src/reproduce/page/sections/claims.ts";
import { writeReport } from "../src/reproduce/page/write-report.ts";
import { launchChromium, type OpenPage, openPage as openFolder } from "./browse-page.ts";
import { requirement, testWith } from "./requirements.ts";
import {
  conditionalExperiment,
  inventSearch,
  inventUniform,
  optimizersExperiment,
  regressionExperiment,
  singleExperiment,
} from "./sample-experiments.ts";
import {
  binaryPerformance,
  classesPerformance,
  firstLayerPerformance,
  labelsPerformance,
  manyClassesPerformance,
  missingPerformance,
  numbersPerformance,
  picturesPerformance,
} from "./sample-performance.ts";
import { interruptedReproduction, quickSyntheticReproduction, sampleReproduction } from "./sample-reproduction.ts";

const measured = {
  "classes of one's own": classesPerformance,
  "many classes": manyClassesPerformance,
  "yes and no": binaryPerformance,
  pictures: picturesPerformance,
  "what a first layer sees": firstLayerPerformance,
  labels: labelsPerformance,
  numbers: numbersPerformance,
  "a file that is gone": missingPerformance,
};
const experiments: Readonly<Record<string, ExperimentPageInput>> = {
  "one parameter": optimizersExperiment,
  "one number": regressionExperiment,
  "conditional parameters and a failed configuration": conditionalExperiment,
  "a search": inventSearch(40, 3, 20),
  "nothing but failures": inventUniform("failed"),
  "trials that run": inventUniform("running"),
  "a single trial": singleExperiment,
  ...Object.fromEntries(
    Object.entries(measured).map(([name, evaluation]) => [name, { ...singleExperiment, evaluation }]),
  ),
};
const reproductions = {
  "a reproduction": sampleReproduction,
  "a quick reproduction of drawn data": quickSyntheticReproduction,
  "an interrupted reproduction": interruptedReproduction,
};
const names = [...Object.keys(experiments), ...Object.keys(reproductions)];

let folder = "";
let browser: Browser | null = null;

beforeAll(async () => {
  const found = await requirement("chromium");
  if ("missing" in found) return;
  folder = mkdtempSync(join(tmpdir(), "minibatch-pages-"));
  for (const [name, input] of Object.entries(experiments)) writeExperimentReport(input, join(folder, name));
  for (const [name, input] of Object.entries(reproductions)) writeReport(input, join(folder, name));
  browser = await launchChromium(found.value);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openPage(name: string, context: BrowserContextOptions): Promise<OpenPage["page"]> {
  if (browser === null) throw new Error("the browser is not running");
  const { page } = await openFolder(browser, join(folder, name), context);
  if (context.javaScriptEnabled !== false) {
    await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
  }
  return page;
}

/** "color-contrast: .note", one for each element. Without rules all of them, the best practices of axe too. */
function askAxe(rules: readonly string[]): string {
  const only = rules.length === 0 ? {} : { runOnly: { type: "rule", values: rules } };
  const options = JSON.stringify({ resultTypes: ["violations"], ...only });
  return `axe.run(document, ${options}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ": " + target.join(" "))))`;
}

/** What changes with the width. */
const narrowRules = ["scrollable-region-focusable", "target-size", "color-contrast"];

describe("every page", () => {
  for (const name of names) {
    testWith("chromium", `axe finds nothing on that of ${name}, and it fits a telephone`, async () => {
      const page = await openPage(name, { colorScheme: "light", viewport: { width: 1440, height: 900 } });
      await page.evaluate(axe.source);
      expect(await page.evaluate(askAxe([])), "light").toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await page.evaluate(askAxe(["color-contrast"])), "dark").toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
      await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
      expect(await page.evaluate(askAxe(narrowRules)), "at 390 pixels").toEqual([]);
      await page.context().close();
    });
  }
});

describe("the contents", () => {
  const isSeen =
    "(() => { const { top, bottom } = document.querySelector('.contents').getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; })()";
  const currentOf = "document.querySelector('.contents [aria-current]')?.textContent";

  for (const width of [390, 1024, 1440]) {
    testWith(
      "chromium",
      `stay in sight at ${width} pixels, and lead back to the top, without a script too`,
      async () => {
        for (const javaScriptEnabled of [true, false]) {
          const page = await openPage("a reproduction", {
            viewport: { width, height: 800 },
            javaScriptEnabled,
            reducedMotion: "reduce",
          });
          await page.locator("#claim-C9").scrollIntoViewIfNeeded();
          expect(await page.evaluate("scrollY")).toBeGreaterThan(3000);
          expect(await page.evaluate(isSeen)).toBe(true);
          await page.locator(".contents a").first().focus();
          await page.keyboard.press("Enter");
          await expect.poll(() => page.evaluate("scrollY")).toBeLessThan(200);
          await page.context().close();
        }
      },
    );
  }

  testWith("chromium", "mark the section that one reads, the last one at the end", async () => {
    const page = await openPage("a reproduction", { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
    expect(await page.evaluate(currentOf)).toBe("Top");
    await page.locator(".contents a", { hasText: claims.title }).click();
    await expect.poll(() => page.evaluate(currentOf)).toBe(claims.title);
    // the heading is not behind them
    const [heading, bar] = await Promise.all([
      page.locator("#claims-title").boundingBox(),
      page.locator(".contents").boundingBox(),
    ]);
    expect(heading?.y).toBeGreaterThan((bar?.y ?? Number.NaN) + (bar?.height ?? Number.NaN));
    // and the link is in sight on its line
    const link = await page.locator(".contents [aria-current]").boundingBox();
    expect(link?.x).toBeGreaterThanOrEqual(0);
    expect((link?.x ?? Number.NaN) + (link?.width ?? Number.NaN)).toBeLessThanOrEqual(390);
    await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
    await expect.poll(() => page.evaluate(currentOf)).toBe("Environment, hashes, and how to run it again");
  });

  testWith("chromium", "are not printed", async () => {
    const page = await openPage("a reproduction", { viewport: { width: 390, height: 844 } });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".contents").isVisible()).toBe(false);
  });
});
