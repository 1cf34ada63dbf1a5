/** Every view of the page in Chromium: what it says to a screen reader, how wide it is, what it takes to load. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, describe, expect } from "vitest";
import { testWith } from "../../../packages/lab/test/requirements.ts";
import { presets } from "../src/state/presets.ts";
import { type Live, startLive, visit } from "./open-live.ts";
import { soon } from "./soon.ts";

let started: Promise<Live> | null = null;
const live = (path: string): Promise<Live> => {
  started ??= startLive(path);
  return started;
};
afterAll(async () => (await started)?.close());

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds, one line each. */
async function findFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run()")) as {
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  };
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 100)}`));
}

const step = (page: Page) => page.locator(".readings dd").nth(1).textContent();

/** Opens a preset and trains it for a few steps. */
async function begin(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: title, exact: true }).click();
  await soon(() => page.getByRole("status").textContent()).toMatch(/^Paused/);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await soon(() => step(page)).toMatch(/^[1-9]/);
}

/** Holds a training that may be over before the button is pressed. */
async function hold(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: "Pause" })
    .click({ timeout: 1000 })
    .catch(() => undefined);
  await soon(() => page.getByRole("status").textContent()).toMatch(/^(Paused|Its epochs are done)/);
}

describe.each(presets)("$title", ({ title }) => {
  for (const [width, colorScheme] of [
    [390, "light"],
    [1024, "dark"],
    [1440, "light"],
    [1440, "dark"],
  ] as const) {
    testWith("chromium", `${width} px, ${colorScheme}: axe finds nothing, and nothing is wider`, async (path) => {
      // axe is a script that the page's policy does not know
      const options = { viewport: { width, height: 900 }, colorScheme, bypassCSP: true };
      const { page, complaints } = await visit(await live(path), options);
      await begin(page, title);
      await hold(page);
      for (const more of await page.getByText(/^More/).all()) await more.click();
      expect(await findFaults(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  }
});

testWith("chromium", "a digit that is drawn is answered", async (path) => {
  const { page } = await visit(await live(path));
  await begin(page, "Digits");
  const pad = page.locator(".pad");
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.2 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.8 * box.height, { steps: 12 });
  await page.mouse.up();
  await soon(() => page.locator(".bars .best dt").textContent()).toMatch(/^\d$/);
  await page.getByRole("button", { name: "Clear" }).click();
  await soon(() => page.locator(".bars .best").count()).toBe(0);
  await page.context().close();
});

testWith("chromium", "twenty bits are judged as they are typed", async (path) => {
  const { page } = await visit(await live(path));
  await begin(page, "Human or machine");
  const bits = page.getByLabel(/zeros and ones/);
  await bits.pressSequentially("0101x1010 010110100102");
  await soon(() => bits.inputValue()).toBe("0101101001011010010");
  await bits.pressSequentially("1");
  await soon(() => page.locator(".bars .best").count()).toBe(1);
  await page.context().close();
});

testWith("chromium", "the first load is at most 200,000 bytes of gzip", async (path) => {
  const { browser, address } = await live(path);
  const page = await (await browser.newContext()).newPage();
  const bodies: Promise<Buffer>[] = [];
  page.context().on("response", (response) => bodies.push(response.body()));
  page.context().on("requestfinished", () => undefined);
  await page.goto(address);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await soon(() => step(page)).toMatch(/^[1-9]/);
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
  expect(sizes.length).toBeGreaterThan(4);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(200_000);
  await page.context().close();
});

testWith("chromium", "what cannot be is said at its field, in the library's words", async (path) => {
  const { page } = await visit(await live(path));
  const rate = page.getByRole("textbox", { name: "learning rate" });
  await rate.fill("-1");
  await soon(() => page.locator("#optimizer\\.learningRate-wrong").textContent()).toMatch("at least 0");
  expect(await rate.getAttribute("aria-invalid")).toBe("true");
  await rate.fill("0.02");
  await soon(() => page.locator(".wrong").count()).toBe(0);
  await page.context().close();
});
