/** An experiment's page as a reader meets it: opened from a file, in a browser, without a network. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { writeExperimentReport } from "../src/experiment-page/write-experiment-report.ts";
import { addressOf, findLeastContrast, launchChromium, type OpenPage, openPage as openFolder } from "./browse-page.ts";
import { requirement, testWith } from "./requirements.ts";
import { inventSearch } from "./sample-experiments.ts";

const search = inventSearch(40, 3, 20);
let folder = "";
let browser: Browser | null = null;

beforeAll(async () => {
  const found = await requirement("chromium");
  if ("missing" in found) return;
  folder = mkdtempSync(join(tmpdir(), "minibatch-experiment-page-"));
  writeExperimentReport(search, folder);
  browser = await launchChromium(found.value);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

function openPage(context: BrowserContextOptions): Promise<OpenPage> {
  if (browser === null) throw new Error("the browser is not running");
  return openFolder(browser, folder, context);
}

describe("an experiment's page in Chromium", () => {
  testWith("chromium", "opens from a file without a complaint and without asking for anything else", async () => {
    const { page, complaints, requests } = await openPage({ viewport: { width: 1280, height: 900 } });
    for (const name of ["learning-curves-accuracy", "parallel-coordinates", "parameter-importance"]) {
      const box = await page.locator(`#${name} svg`).boundingBox();
      expect(box?.width, `width of ${name}`).toBeGreaterThan(800);
    }
    expect(complaints).toEqual([]);
    expect(requests).toEqual([addressOf(folder)]);
  });

  testWith("chromium", "names the line under the pointer, and goes from one to the next by keys", async () => {
    const { page, complaints } = await openPage({ viewport: { width: 1280, height: 900 } });
    const drawing = page.locator("#parallel-coordinates .drawing");
    const tooltip = drawing.locator(".tooltip");
    await drawing.scrollIntoViewIfNeeded();
    expect(await tooltip.isVisible()).toBe(false);
    await drawing.focus();
    await drawing.press("ArrowRight");
    const best = await page.locator("#overview strong").first().textContent();
    expect(await tooltip.textContent()).toContain(`${best ?? "?"} · validation accuracy 0.9`);
    const first = await drawing.locator(".picked-line").getAttribute("points");
    await drawing.press("ArrowRight");
    expect(await drawing.locator(".picked-line").getAttribute("points")).not.toBe(first);
    await drawing.press("Escape");
    expect(await tooltip.isVisible()).toBe(false);
    // the best line's end on the objective's axis is its upper end
    const svg = await drawing.locator("svg").boundingBox();
    const [x, y] = (first ?? "").split(/[ ,]/).slice(-2).map(Number) as [number, number];
    const scale = (svg?.width ?? Number.NaN) / 960;
    await page.mouse.move((svg?.x ?? 0) + x * scale - 2, (svg?.y ?? 0) + y * scale + 1);
    expect(await tooltip.textContent()).toContain(best ?? "?");
    expect(complaints).toEqual([]);
  });

  testWith("chromium", "reads the curves at the arrow keys' place", async () => {
    const { page } = await openPage({ viewport: { width: 1280, height: 900 } });
    const picture = page.locator("#learning-curves-accuracy .picture");
    await picture.focus();
    for (let i = 0; i < 3; i++) await picture.press("ArrowRight");
    expect(await picture.locator(".tooltip").textContent()).toMatch(
      /^epoch 3#\d+ \w+, learning rate 0\.[^…]*…0\.\d{4}#/,
    );
    expect(await picture.locator(".tooltip span").count()).toBe(8);
  });

  testWith("chromium", "tells a value that the axis cuts off, and points at none outside the plot", async () => {
    if (browser === null) throw new Error("the browser is not running");
    const far = new Map(
      [...search.metrics].map(([id, figures]) => {
        const validationLoss = Array.from(figures.validationLoss ?? [], (loss, i) =>
          i === 2 && id % 2 === 0 ? 1e12 : loss,
        );
        return [id, { ...figures, validationLoss }] as const;
      }),
    );
    const overshot = mkdtempSync(join(folder, "overshot-"));
    writeExperimentReport({ ...search, metrics: far }, overshot);
    const { page, complaints } = await openFolder(browser, overshot, { viewport: { width: 1280, height: 900 } });
    const picture = page.locator("#learning-curves-loss .picture");
    await picture.focus();
    await picture.press("ArrowDown");
    for (let i = 0; i < 2; i++) await picture.press("ArrowRight");
    expect(await picture.locator(".tooltip").textContent()).toMatch(/\d\u00a0×\u00a010¹¹|10¹²/);
    for (const dot of await picture.locator(".pointer-dot").all()) {
      const y = Number(await dot.getAttribute("cy"));
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(500);
    }
    expect(complaints).toEqual([]);
  });

  testWith("chromium", "sorts the ranking by a parameter, what does not apply last", async () => {
    const { page } = await openPage({});
    const header = page.locator("#ranking th", { hasText: "momentum" });
    await header.locator("button").click();
    const column = (await page.locator("#ranking tbody td:nth-child(5)").allTextContents()).map(Number);
    const numbers = column.filter(Number.isFinite);
    expect(numbers.length).toBeGreaterThan(5);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(column.slice(0, numbers.length)).toEqual(numbers);
  });

  testWith("chromium", "copies the best specification, from a file too", async () => {
    const { page, complaints } = await openPage({ permissions: ["clipboard-read", "clipboard-write"] });
    const button = page.locator("#best .copy");
    await button.click();
    await expect.poll(() => page.locator("#best .copy").textContent()).toBe("Copied");
    expect(JSON.parse(String(await page.evaluate("navigator.clipboard.readText()")))).toEqual(search.best?.spec);
    expect(complaints).toEqual([]);
  });

  testWith("chromium", "copies the command of a next step", async () => {
    const { page } = await openPage({ permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator("#overview .copy").first().click();
    await expect.poll(() => page.locator("#overview .copy").first().textContent()).toBe("Copied");
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(
      "minibatch runs list random-search --status failed",
    );
  });

  testWith("chromium", "copies where the browser has no clipboard to write to", async () => {
    const { page } = await openPage({ permissions: ["clipboard-read", "clipboard-write"] });
    await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))");
    await page.locator("#best .copy").click();
    await expect.poll(() => page.locator("#best .copy").textContent()).toBe("Copied");
    expect(JSON.parse(String(await page.evaluate("navigator.clipboard.readText()")))).toEqual(search.best?.spec);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    testWith("chromium", `has readable contrast everywhere on a ${colorScheme} page`, async () => {
      const { page } = await openPage({ colorScheme });
      await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
      expect(await page.evaluate(findLeastContrast)).toMatchObject({
        contrast: expect.toSatisfy((value) => value >= 4.5),
      });
    });
  }

  for (const width of [360, 1280]) {
    testWith("chromium", `fits ${width} pixels without scrolling sideways`, async () => {
      const { page } = await openPage({ viewport: { width, height: 740 } });
      await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    });
  }

  testWith("chromium", "prints whole: no table is cut, no button is left", async () => {
    const { page } = await openPage({ viewport: { width: 1280, height: 900 } });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".copy:visible").count()).toBe(0);
    const cut =
      "[...document.querySelectorAll('.table-frame')].filter((f) => f.scrollHeight > f.clientHeight + 1).length";
    expect(await page.evaluate(cut)).toBe(0);
  });
});
