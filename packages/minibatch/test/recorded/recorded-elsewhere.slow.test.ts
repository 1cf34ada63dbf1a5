/** Every recorded training in Node 20 and in Chromium: the bits that Node 26 gave when they were recorded. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { testWith } from "../../../lab/test/requirements.ts";
import { bundleEntry } from "../bundle-entry.ts";
import { RECORDED_FILE, RECORDED_NUMERICS, recordedTrainings } from "./recorded-trainings.ts";

/** What the page's own script sees of the bundle. */
declare const entry: typeof import("./in-page-entry.ts");

/** with threads, most of the trainings must have had some */
const MANY = recordedTrainings.length / 2;

testWith("node20", "strict, in Node 20, on 0 to 4 threads, 0 for none given", async (node) => {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-recorded-"));
  try {
    const program = join(folder, "in-node.mjs");
    writeFileSync(program, await bundleEntry("./recorded/in-node-entry.ts"));
    const counts = [0, 1, 2, 3, 4];
    const { stdout } = await promisify(execFile)(node, [program, RECORDED_FILE.pathname, ...counts.map(String)]);
    const found = stdout.trim().split("\n");
    expect(found).toHaveLength(counts.length);
    for (const [i, line] of found.entries()) {
      const { version, started, ...compared } = JSON.parse(line) as Record<string, unknown>;
      expect(version).toMatch(/^v20\./);
      expect(compared).toEqual({ count: counts[i], differ: [], compared: recordedTrainings.length });
      if (counts[i] > 1) expect(started).toBeGreaterThan(MANY);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/**
 * Runs `use` in a page served with these headers that has the bundle as `entry`; fails on any error the page reports.
 */
async function withPage(
  executablePath: string,
  headers: Readonly<Record<string, string>>,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const files: Readonly<Record<string, readonly [type: string, text: string | Uint8Array]>> = {
    "/": ["text/html", '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>'],
    "/page.js": ["text/javascript", 'window.entry = await import("/entry.js")'],
    "/entry.js": ["text/javascript", await bundleEntry("./recorded/in-page-entry.ts")],
    "/trainings.json": ["application/json", readFileSync(RECORDED_FILE)],
  };
  const server = createServer(({ url = "/" }, response) => {
    const [type, text] = files[url] ?? ["text/plain", ""];
    response.writeHead(200, { ...headers, "content-type": type });
    response.end(text);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction("window.entry !== undefined");
    await use(page);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    server.close();
  }
}

testWith("chromium", "strict and fast, in an isolated page, on 0 to 4 threads", (path) =>
  withPage(path, isolation, async (page) => {
    expect(await page.evaluate("crossOriginIsolated")).toBe(true);
    for (const numerics of RECORDED_NUMERICS)
      for (const count of [0, 1, 2, 3, 4]) {
        const { started, ...compared } = await compareThere(page, numerics, count);
        expect(compared).toEqual({ differ: [], compared: recordedTrainings.length });
        if (count > 1) expect(started).toBeGreaterThan(MANY);
      }
  }),
);

testWith("chromium", "strict and fast, in a page that is not isolated, which has no shared memory", (path) =>
  withPage(path, {}, async (page) => {
    expect(await page.evaluate("crossOriginIsolated")).toBe(false);
    for (const numerics of RECORDED_NUMERICS)
      for (const count of [0, 2]) {
        const all = { differ: [], compared: recordedTrainings.length, started: 0 };
        expect(await compareThere(page, numerics, count)).toEqual(all);
      }
  }),
);

function compareThere(page: Page, numerics: "strict" | "fast", count: number): ReturnType<typeof entry.compareInPage> {
  return page.evaluate(([of, n]) => entry.compareInPage("/trainings.json", of, n), [numerics, count] as const);
}
