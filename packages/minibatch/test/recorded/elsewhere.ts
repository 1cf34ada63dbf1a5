/** Trainings in another Node and in pages, for tests: the bits that this Node gave. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { bundleEntry } from "../bundle-entry.ts";
import type { RecordedTraining } from "./recorded-training.ts";

/** What the page's own script sees of the bundle. */
declare const entry: typeof import("./in-page-entry.ts");

/** A line of each number of threads, from a Node that runs no TypeScript. */
export async function compareInNode(
  node: string,
  trainings: readonly RecordedTraining[],
  counts: readonly number[],
): Promise<Record<string, unknown>[]> {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-recorded-"));
  try {
    const [program, file] = [join(folder, "in-node.mjs"), join(folder, "trainings.json")];
    writeFileSync(program, await bundleEntry("./recorded/in-node-entry.ts"));
    writeFileSync(file, JSON.stringify(trainings));
    const { stdout } = await promisify(execFile)(node, [program, file, ...counts.map(String)]);
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a page needs for shared memory. */
export const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/**
 * Runs `use` in a page served with these headers that has the bundle as `entry`; fails on any error the page reports.
 */
export async function withPage(
  executablePath: string,
  trainings: readonly RecordedTraining[],
  headers: Readonly<Record<string, string>>,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const files: Readonly<Record<string, readonly [type: string, text: string | Uint8Array]>> = {
    "/": ["text/html", '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>'],
    "/page.js": ["text/javascript", 'window.entry = await import("/entry.js")'],
    "/entry.js": ["text/javascript", await bundleEntry("./recorded/in-page-entry.ts")],
    "/trainings.json": ["application/json", JSON.stringify(trainings)],
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

/** In the page, on `count` threads of it; 0: none are given. */
export function compareThere(
  page: Page,
  numerics: "strict" | "fast",
  count: number,
): ReturnType<typeof entry.compareInPage> {
  return page.evaluate(([of, n]) => entry.compareInPage("/trainings.json", of, n), [numerics, count] as const);
}
