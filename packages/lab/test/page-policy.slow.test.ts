/** What a page lets code do that is not its own: nothing, though all that comes from data is escaped as well. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeExperimentReport } from "../src/experiment-page/write-experiment-report.ts";
import { beginReport } from "../src/reproduce/page/begin-report.ts";
import { writeReport } from "../src/reproduce/page/write-report.ts";
import { launchChromium, openPage } from "./browse-page.ts";
import { requirement, testWith } from "./requirements.ts";
import { inventSearch } from "./sample-experiments.ts";
import { sampleReproduction } from "./sample-reproduction.ts";

const EVIL = `<img src=x onerror="document.title='owned'">"'><script>document.title='owned'</script>`;
/** As if one of them had come through. */
const INJECTED = `
<script>document.title = "owned"</script>
<img src="x" onerror="document.title='owned'">
<svg onload="document.title='owned'"></svg>
<style>h1 { display: none }</style>
<h2 style="display: none" id="hidden-by-style">here</h2>
<iframe srcdoc="<script>parent.document.title='owned'</script>"></iframe>
<object data="data:text/html,<script>parent.document.title='owned'</script>"></object>
<link rel="stylesheet" href="https://example.invalid/style.css">
<script src="data:text/javascript,document.title='owned'"></script>
<a id="link" href="javascript:document.title='owned'">x</a>
<form id="form" action="https://example.invalid/"><input name="x"></form>`;

const folder = mkdtempSync(join(tmpdir(), "minibatch-policy-"));
const pages = {
  "an experiment": join(folder, "experiment"),
  "a reproduction": join(folder, "reproduction"),
  "a reproduction that has begun": join(folder, "begun"),
};
let browser: Browser | null = null;

beforeAll(async () => {
  const search = inventSearch(12, 2, 5);
  const trials = search.trials.map((trial, i) => ({
    ...trial,
    parameters: { ...trial.parameters, ...(i % 2 === 0 && { activation: EVIL }) },
    diagnosis: trial.diagnosis === null ? null : EVIL,
  }));
  const summary = { ...search.summary, codeVersion: EVIL };
  writeExperimentReport(
    { ...search, trials, summary, spec: { ...search.spec, description: EVIL } },
    pages["an experiment"],
  );
  const { environment, seed, quick, data } = sampleReproduction;
  writeReport({ ...sampleReproduction, environment: { ...environment, cpu: EVIL } }, pages["a reproduction"]);
  mkdirSync(pages["a reproduction that has begun"]);
  beginReport({ environment, seed, quick, data }, pages["a reproduction that has begun"]);
  const found = await requirement("chromium");
  if (!("missing" in found)) browser = await launchChromium(found.value);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = (place: string): string => readFileSync(join(place, "index.html"), "utf8");

describe.each(Object.entries(pages))("the page of %s", (_what, place) => {
  test("forbids all but its own code before any of it stands there", () => {
    const text = read(place);
    const [, policy = ""] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(text) ?? [];
    expect(policy).toMatch(/^default-src &#39;none&#39;; style-src &#39;sha256-/);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(text.indexOf("Content-Security-Policy")).toBeLessThan(text.search(/<style|<script/));
    expect(text).not.toMatch(/<[^<>]* (?:style|on\w+)=/);
  });

  testWith("chromium", "runs without a violation, and a label that looks like code does nothing", async () => {
    if (browser === null) throw new Error("the browser is not running");
    const { page, complaints, requests } = await openPage(browser, place, { viewport: { width: 1300, height: 900 } });
    expect(await page.title()).not.toBe("owned");
    expect(await page.locator("img, iframe").count()).toBe(0);
    expect(await page.evaluate("document.styleSheets[0].cssRules.length")).toBeGreaterThan(10);
    if (place !== pages["a reproduction that has begun"]) {
      expect(await page.locator("button.theme").isVisible()).toBe(true);
    }
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
  });
});

testWith("chromium", "code that had come through would do nothing", async () => {
  if (browser === null) throw new Error("the browser is not running");
  const injected = mkdtempSync(join(folder, "injected-"));
  writeFileSync(join(injected, "index.html"), read(pages["an experiment"]).replace("</main>", `${INJECTED}</main>`));
  const { page, complaints } = await openPage(browser, injected, {});
  await page.locator("#link").click();
  await page.evaluate("document.querySelector('#form').submit()");
  expect(await page.title()).not.toBe("owned");
  expect(await page.locator("h1").isVisible()).toBe(true);
  expect(await page.locator("#hidden-by-style").isVisible()).toBe(true);
  const violations = complaints.filter((line) => line.includes("Content Security Policy"));
  for (const directive of ["script-src", "style-src", "default-src", "form-action"]) {
    expect(
      violations.some((line) => line.includes(directive)),
      directive,
    ).toBe(true);
  }
});
