/** A page draws spirals and trains on them; the rows are those of Node, to the bit. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium } from "playwright-core";
import { expect } from "vitest";
import { testWith } from "../../lab/test/requirements.ts";
import { bundleEntry } from "../../minibatch/test/bundle-entry.ts";
import { trainOnSpirals } from "./page-entry.ts";

/** What the page's own script sees of the bundle. */
declare const entry: typeof import("./page-entry.ts");

testWith(
  "chromium",
  "spirals are drawn and learnt in Chromium as in Node",
  async (executablePath) => {
    const code = await bundleEntry(new URL("./page-entry.ts", import.meta.url).href);
    expect(code).not.toContain("papaparse");
    const server = createServer((request, response) => {
      const isModule = request.url === "/entry.js";
      response.setHeader("content-type", isModule ? "text/javascript" : "text/html");
      response.end(isModule ? code : '<script type="module">window.entry = await import("/entry.js")</script>');
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction("window.entry !== undefined");
      const there = await page.evaluate(() => entry.trainOnSpirals());
      expect(there).toEqual(await trainOnSpirals());
      expect(there.accuracy).toBeGreaterThan(0.95);
    } finally {
      await browser.close();
      server.close();
    }
  },
  60_000,
);
