/** The built site in a browser: each page accessible in light and dark, no wider than a phone, all its own. */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { launchChromium } from "../../packages/lab/test/browse-page.ts";
import { requirement, testWith } from "../../packages/lab/test/requirements.ts";
import { findBlocks } from "../code-blocks.ts";
import { type Served, serveFolder } from "./serve-folder.ts";

const dist = join(import.meta.dirname, "dist");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const paths = globSync("**/*.html", { cwd: dist })
  .map((file) => `/${file.replaceAll("\\", "/").replace(/index\.html$/, "")}`)
  .sort();

/** Pages that are looked at side by side. */
const LANES = 2;
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1200, height: 900 };

let site: Served;
let browser: Browser | undefined;

beforeAll(async () => {
  site = await serveFolder(dist);
  const found = await requirement("chromium");
  if ("value" in found) browser = await launchChromium(found.value);
});

afterAll(async () => {
  await browser?.close();
  site?.close();
});

/** What is wrong within an element, as `rule at element`; runs axe as the page is. */
async function findBarriers(page: Page, within: string, rules: readonly string[] | null): Promise<string[]> {
  return page.evaluate(
    async ({ within, rules }) => {
      const only = rules === null ? {} : { runOnly: { type: "rule", values: rules } };
      const { axe } = globalThis as unknown as { axe: AxeLike };
      const { violations } = await axe.run(within, { resultTypes: ["violations"], ...only });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}`));
    },
    { within, rules },
  );
}

interface AxeLike {
  run(
    within: string,
    options: object,
  ): Promise<{
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly target: string[] }[] }[];
  }>;
}

/** Many pages are made alike and have the same frame: one is looked at whole, of the others only what they say. */
const ALIKE = /^\/(?:api|decisions)\/(?!$|01-)/;

/** What may differ in another theme and at another width. */
const APPEARANCE = ["color-contrast", "scrollable-region-focusable"];

/** What is wrong with one page, each as a line: light on a desk by every rule, then dark on a phone. */
async function inspect(page: Page, path: string): Promise<string[]> {
  const within = ALIKE.test(path) ? "main" : "html";
  await page.setViewportSize(DESK);
  await page.goto(site.origin + path);
  await page.evaluate(axe);
  const cut = await page.evaluate(
    () => [...document.querySelectorAll("main table")].filter((table) => table.scrollWidth > table.clientWidth).length,
  );
  const light = await findBarriers(page, within, null);
  await page.setViewportSize(PHONE);
  await page.evaluate(async () => {
    document.documentElement.dataset.theme = "dark";
    // the page hears of its new width in the next frame
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  });
  const dark = await findBarriers(page, within, APPEARANCE);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return [
    ...light.map((barrier) => `${path}, light: ${barrier}`),
    ...dark.map((barrier) => `${path}, dark: ${barrier}`),
    ...(cut > 0 ? [`${path}: ${cut} tables are cut on a desk`] : []),
    ...(wide > 0 ? [`${path}: ${wide} px wider than a phone`] : []),
  ];
}

async function openContext(): Promise<{ readonly context: BrowserContext; readonly astray: string[] }> {
  const context = await browser!.newContext({ reducedMotion: "reduce" });
  const astray: string[] = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(site.origin) && !/^(?:data|blob):/.test(request.url())) astray.push(request.url());
  });
  context.on("response", (response) => {
    if (response.status() >= 400) astray.push(`${response.status()} ${response.url()}`);
  });
  return { context, astray };
}

testWith(
  "chromium",
  "every page, in light and dark, is accessible, fits a phone and asks for nothing elsewhere",
  async () => {
    expect(paths.length).toBeGreaterThan(100);
    const { context, astray } = await openContext();
    const waiting = [...paths];
    const problems: string[] = [];
    await Promise.all(
      Array.from({ length: LANES }, async () => {
        const page = await context.newPage();
        for (let path = waiting.shift(); path !== undefined; path = waiting.shift())
          problems.push(...(await inspect(page, path)));
      }),
    );
    expect(problems).toEqual([]);
    expect(astray).toEqual([]);
  },
);

testWith("chromium", "search finds a page by what it says", async () => {
  const { context, astray } = await openContext();
  const page = await context.newPage();
  await page.goto(site.origin);
  await page.locator("button[data-open-modal]").click();
  await page.locator("dialog input").fill("successive halving");
  await page.locator("dialog").getByRole("link", { name: "Pruning and early stopping", exact: true }).first().click();
  await page.waitForURL("**/lab/pruning/**");
  expect(await page.locator("h1").textContent()).toBe("Pruning and early stopping");
  expect(astray).toEqual([]);
});

describe("pages of the docs", () => {
  const library = join(import.meta.dirname, "../../packages/minibatch");

  testWith("chromium", "every html block is a page that trains", async () => {
    const folder = mkdtempSync(join(tmpdir(), "minibatch-page-"));
    const served = await serveFolder(folder, { "/node_modules/minibatch/": library });
    try {
      const blocks = findBlocks("html");
      expect(blocks.length).toBeGreaterThan(0);
      for (const { code } of blocks) {
        writeFileSync(join(folder, "page.html"), code);
        const page = await browser!.newPage();
        await page.goto(`${served.origin}/page.html`);
        await page.locator("output", { hasText: "0 1 1 0" }).waitFor({ timeout: 20_000 });
      }
    } finally {
      served.close();
      rmSync(folder, { recursive: true });
    }
  });
});
