/** The report's page as a reader meets it: opened from a file, in a browser, without a network. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { writeReport } from "../src/reproduce/page/write-report.ts";
import { addressOf, findLeastContrast, launchChromium, type OpenPage, openPage as openFolder } from "./browse-page.ts";
import { requirement, testWith } from "./requirements.ts";
import { sampleReproduction } from "./sample-reproduction.ts";

let folder = "";
let browser: Browser | null = null;

beforeAll(async () => {
  const found = await requirement("chromium");
  if ("missing" in found) return;
  folder = mkdtempSync(join(tmpdir(), "minibatch-page-"));
  writeReport(sampleReproduction, folder);
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

describe("the report's page in Chromium", () => {
  testWith("chromium", "opens from a file without a complaint and without asking for anything else", async () => {
    const { page, complaints, requests } = await openPage({ viewport: { width: 1300, height: 900 } });
    for (const n of [1, 2, 3, 4]) {
      const box = await page.locator(`#figure-${n} svg`).boundingBox();
      expect(box?.width, `width of figure ${n}`).toBeGreaterThan(400);
      expect(box?.height, `height of figure ${n}`).toBeGreaterThan(200);
    }
    expect(await page.locator(".evidence-chart svg:visible").count()).toBe(3);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([addressOf(folder)]);
  });

  testWith("chromium", "sorts a table by clicking and by keyboard, and tells the order", async () => {
    const { page } = await openPage({});
    const table = page.locator("figure.table", { hasText: "After the last epoch, one run per configuration" });
    const header = table.locator("th", { hasText: "Validation accuracy" });
    const column = async (): Promise<number[]> =>
      (await table.locator("tbody td:nth-child(4)").allTextContents()).map(Number);
    const ascending = [...(await column())].sort((a, b) => a - b);
    await header.locator("button").click();
    expect(await header.getAttribute("aria-sort")).toBe("ascending");
    expect(await column()).toEqual(ascending);
    await header.locator("button").press("Enter");
    expect(await header.getAttribute("aria-sort")).toBe("descending");
    expect(await column()).toEqual([...ascending].reverse());
  });

  testWith("chromium", "shows the values under the pointer and at the arrow keys' place", async () => {
    const { page } = await openPage({ viewport: { width: 1300, height: 900 } });
    const picture = page.locator("#figure-1 .picture");
    const tooltip = picture.locator(".tooltip");
    expect(await tooltip.isVisible()).toBe(false);
    await picture.scrollIntoViewIfNeeded();
    const box = await picture.locator("svg").boundingBox();
    if (box === null) throw new Error("figure 1 is not visible");
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.25);
    expect(await tooltip.isVisible()).toBe(true);
    expect(await tooltip.textContent()).toMatch(/epoch \d+training0\.\d+validation0\.\d+/);
    await picture.focus();
    await page.mouse.move(0, 0);
    for (let i = 0; i < 3; i++) await picture.press("ArrowRight");
    const third = sampleReproduction.problem2.sweep[0]?.validationAccuracy[2] ?? Number.NaN;
    const value = Number(third.toPrecision(4));
    expect(await tooltip.textContent()).toContain("epoch 3");
    expect(await tooltip.textContent()).toContain(`validation${value}`);
    await picture.press("Escape");
    expect(await tooltip.isVisible()).toBe(false);
  });

  testWith("chromium", "reads the weight under the pointer", async () => {
    const { page } = await openPage({ viewport: { width: 1300, height: 900 } });
    const picture = page.locator("#figure-4 .picture");
    await picture.focus();
    await picture.press("ArrowRight");
    const weight = Number(Number(sampleReproduction.problem3.weights.values[0]?.[0]).toPrecision(4));
    expect(await picture.locator(".tooltip").textContent()).toBe(`${weight}input 1, hidden unit 1`.replace("-", "−"));
  });

  for (const colorScheme of ["light", "dark"] as const) {
    testWith("chromium", `has readable contrast everywhere on a ${colorScheme} page`, async () => {
      const { page } = await openPage({ colorScheme });
      expect(await page.evaluate(findLeastContrast)).toMatchObject({
        contrast: expect.toSatisfy((value) => value >= 4.5),
      });
      const back = await page.evaluate("getComputedStyle(document.body).backgroundColor");
      expect(back).toBe(colorScheme === "dark" ? "rgb(21, 24, 28)" : "rgb(255, 255, 255)");
    });
  }

  testWith("chromium", "changes its theme by the button and remembers it", async () => {
    const { page } = await openPage({ colorScheme: "light" });
    const background = (): Promise<unknown> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    await page.getByRole("button", { name: "Dark page" }).click();
    await expect.poll(background).toBe("rgb(21, 24, 28)");
    await page.reload();
    await expect.poll(background).toBe("rgb(21, 24, 28)");
  });

  testWith("chromium", "fits a telephone without scrolling sideways", async () => {
    const { page } = await openPage({ viewport: { width: 360, height: 740 } });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  });

  testWith(
    "chromium",
    "shows the sweep whole on a laptop; on a telephone it scrolls, says so, and its caption stays",
    async () => {
      const { page } = await openPage({ viewport: { width: 1280, height: 800 } });
      const sweep = page.locator("figure.table", { hasText: "After the last epoch, one run per configuration" });
      const frame = sweep.locator(".table-frame");
      const classes = (): Promise<string | null> => frame.getAttribute("class");
      const ask = (expression: string): Promise<unknown> =>
        page.evaluate(`(() => {
          const figures = [...document.querySelectorAll("figure.table")];
          const sweep = figures.find((figure) => figure.textContent.includes("one run per configuration"));
          const frame = sweep.querySelector(".table-frame");
          return ${expression};
        })()`);
      expect(await ask("frame.scrollWidth - frame.clientWidth")).toBe(0);
      expect(await classes()).toBe("table-frame");
      await page.setViewportSize({ width: 390, height: 800 });
      await expect.poll(classes).toBe("table-frame goes-on");
      expect(await ask("getComputedStyle(frame).maskImage")).toContain("gradient");
      await ask("frame.scrollTo(frame.scrollWidth, 0)");
      await expect.poll(classes).toBe("table-frame comes-from");
      const caption = await sweep.locator("figcaption").boundingBox();
      expect(caption?.x).toBeGreaterThanOrEqual(0);
      expect((caption?.x ?? 0) + (caption?.width ?? Number.NaN)).toBeLessThanOrEqual(390);
    },
  );

  testWith("chromium", "prints with every fold open, but for the lists of keys", async () => {
    const { page } = await openPage({});
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator("details:not([open], .figure-list)").count()).toBe(0);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".figure-list").count()).toBeGreaterThan(0);
    expect(await page.locator(".figure-list:visible").count()).toBe(0);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator("details[open]").count()).toBe(0);
  });
});
