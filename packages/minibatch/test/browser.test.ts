/** The library in a page without cross-origin isolation: the same bits as in Node, and no frozen page. */
import { createHash } from "node:crypto";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { testWith } from "../../lab/test/requirements.ts";
import { bundleEntry } from "./bundle-entry.ts";
import { inPage } from "./in-page.ts";
import { SMALL_TRAINING_SHA256 } from "./small-training.ts";

/** What the page's own script sees of the bundle. */
type Entry = typeof import("./browser-entry.ts");
declare const entry: Entry;

/** `use` in a page that has the bundle as `entry` and is not isolated. */
async function withPage(executablePath: string, use: (page: Page) => Promise<void>): Promise<void> {
  await inPage(executablePath, await bundleEntry("./browser-entry.ts"), async (page) => {
    expect(await page.evaluate("crossOriginIsolated")).toBe(false);
    await use(page);
  });
}

testWith(
  "chromium",
  "a small strict training ends in Chromium in the same bits as in Node",
  (path) =>
    withPage(path, async (page) => {
      const bytes = await page.evaluate(async () => [...(await entry.trainSmall())]);
      expect(createHash("sha256").update(Uint8Array.from(bytes)).digest("hex")).toBe(SMALL_TRAINING_SHA256);
    }),
  60_000,
);

interface Watched {
  readonly loss: number;
  /** how often a timer of the page ran meanwhile */
  readonly ticks: number;
  /** of the work between two pauses, in order */
  readonly slicesMs: readonly number[];
}

/** Trains in the page with a pause every so often, or none, while a timer there counts how often it may run. */
function trainWatched(page: Page, everyMs: number | null): Promise<Watched> {
  return page.evaluate(async (every): Promise<Watched> => {
    const rest = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0));
    const data = entry.drawLarge(6000);
    const slicesMs: number[] = [];
    let ticks = 0;
    let timer: ReturnType<typeof setInterval> | undefined;
    let begin = 0;
    // while the kernels compile the page is free: that is not counted
    const begins = (): void => {
      timer = setInterval(() => {
        ticks++;
      }, 1);
      begin = performance.now();
    };
    const giveWay = async (): Promise<void> => {
      slicesMs.push(performance.now() - begin);
      // every slice is measured when there is a pause after each; a rest after each would take the page's four
      // milliseconds
      if (every !== 0) await rest();
      begin = performance.now();
    };
    const pause = every === null ? undefined : { everyMs: every, now: () => performance.now(), giveWay };
    const loss = await entry.trainLarge(data, 2, begins, pause);
    clearInterval(timer);
    return { loss, ticks, slicesMs };
  }, everyMs);
}

testWith(
  "chromium",
  "a page that asks for pauses gets them: no slice of a training takes 30 ms, and it learns the same",
  (path) =>
    withPage(path, async (page) => {
      const blocked = await trainWatched(page, null);
      expect(blocked.ticks).toBeLessThan(4);
      const gentle = await trainWatched(page, 10);
      expect(gentle.loss).toBe(blocked.loss);
      expect(gentle.ticks).toBeGreaterThan(10);
      // the slices are the same at every run: what a busy machine did meanwhile is not in a slice's shortest time
      let shortest: readonly number[] = [];
      for (let run = 0; run < 3 || (run < 12 && Math.max(...shortest) >= 30); run++) {
        const { slicesMs, loss } = await trainWatched(page, 0);
        expect(loss).toBe(blocked.loss);
        if (run > 0) expect(slicesMs.length).toBe(shortest.length);
        shortest = slicesMs.map((ms, i) => Math.min(ms, shortest[i] ?? ms));
      }
      expect(shortest.length).toBeGreaterThan(2 * (60 + 24));
      expect(Math.max(...shortest)).toBeLessThan(30);
    }),
  60_000,
);
