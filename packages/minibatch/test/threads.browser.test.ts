/** Threads in pages: where they are allowed they come, train to the same bits, and go; elsewhere one does it all. */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, expect } from "vitest";
import { testWith } from "../../lab/test/requirements.ts";
import { type Trained, trainBoth } from "./browser-threads-entry.ts";
import { bundleEntry } from "./bundle-entry.ts";

/** What a page's own script sees of the bundle. */
type Entry = typeof import("./browser-threads-entry.ts");
declare const entry: Entry;
declare const Worker: new (
  url: string,
  options: { readonly type: "module" },
) => {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
};

let code: Promise<string> | null = null;
/** One for all tests: each has a profile of its own in it, and an origin. */
let launched: Promise<Browser> | null = null;
afterAll(async () => (await launched)?.close());

const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
const noBlobWorkers = {
  "content-security-policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'",
};

const html = '<!doctype html><script type="module" src="/page.js"></script>';
const pageScript = 'window.entry = await import("/entry.js")';
/** A worker of the page that trains, and has workers of its own. */
const workerScript = `
import { trainOnThreads } from "/entry.js";
onmessage = async ({ data }) => postMessage(await trainOnThreads(data));
`;

/**
 * Runs `use` in a page served with these headers that has the bundle as `entry`; fails on any error the page reports.
 */
async function withPage(
  executablePath: string,
  headers: Readonly<Record<string, string>>,
  use: (page: Page, complaints: readonly string[]) => Promise<void>,
): Promise<void> {
  code ??= bundleEntry("./browser-threads-entry.ts");
  const scripts = new Map([
    ["/entry.js", await code],
    ["/page.js", pageScript],
    ["/worker.js", workerScript],
  ]);
  const server = createServer(({ url }, response) => {
    const script = scripts.get(url ?? "");
    const type = script === undefined ? "text/html" : "text/javascript";
    response.writeHead(url === "/favicon.ico" ? 204 : 200, { ...headers, "content-type": type });
    response.end(url === "/favicon.ico" ? "" : (script ?? html));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  launched ??= chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const context = await (await launched).newContext();
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    const complaints: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    // not waitForFunction: a page's policy may forbid the eval that it needs
    await expect.poll(() => page.evaluate("window.entry !== undefined"), { timeout: 20_000 }).toBe(true);
    await use(page, complaints);
    expect(errors).toEqual([]);
  } finally {
    await context.close();
    server.close();
  }
}

function hash(bytes: Iterable<number>): string {
  return createHash("sha256").update(Uint8Array.from(bytes)).digest("hex");
}

/** What the same training gives in Node on one thread. */
const expected = trainBoth().then(hash);

/** Waits until the page has no worker left: ending one takes the browser a moment. */
async function expectNoWorkers(page: Page): Promise<void> {
  await expect.poll(() => page.workers().length, { timeout: 5000 }).toBe(0);
}

testWith(
  "chromium",
  "an isolated page trains on 1 to 4 threads, its main thread spinning, to the bits of Node",
  (path) =>
    withPage(path, isolation, async (page, complaints) => {
      for (const count of [1, 2, 3, 4]) {
        const trained = await page.evaluate((n) => entry.trainOnThreads({ count: n }), count);
        expect(trained).toMatchObject({ count, maySleep: false, isIsolated: true, hasSharedMemory: true });
        // two trainings, each with threads of its own
        expect(trained.started).toBe(2 * (count - 1));
        expect(hash(trained.bytes)).toBe(await expected);
      }
      await expectNoWorkers(page);
      expect(complaints).toEqual([]);
    }),
  60_000,
);

testWith(
  "chromium",
  "a worker of an isolated page trains on workers of its own, and may sleep",
  (path) =>
    withPage(path, isolation, async (page, complaints) => {
      const trained = await page.evaluate(
        () =>
          new Promise<Trained>((resolve, reject) => {
            const worker = new Worker("/worker.js", { type: "module" });
            worker.onmessage = ({ data }) => resolve(data as Trained);
            worker.onerror = (event) => reject(new Error(event.message));
            worker.postMessage({ count: 3 });
          }),
      );
      expect(trained).toMatchObject({ count: 3, started: 4, maySleep: true, isIsolated: true });
      expect(hash(trained.bytes)).toBe(await expected);
      expect(complaints).toEqual([]);
    }),
  60_000,
);

testWith(
  "chromium",
  "a page that is not isolated trains on one thread, on memory that is not shared",
  (path) =>
    withPage(path, {}, async (page, complaints) => {
      const trained = await page.evaluate(() => entry.trainOnThreads());
      expect(trained).toMatchObject({ count: 1, started: 0, isIsolated: false, hasSharedMemory: false });
      expect(hash(trained.bytes)).toBe(await expected);
      const asked = await page.evaluate(() => entry.trainOnThreads({ count: 4 }));
      expect(asked).toMatchObject({ count: 1, started: 0 });
      expect(complaints).toEqual([]);
    }),
  60_000,
);

testWith(
  "chromium",
  "where a policy forbids workers from blobs, one thread trains",
  (path) =>
    withPage(path, { ...isolation, ...noBlobWorkers }, async (page, complaints) => {
      const trained = await page.evaluate(() => entry.trainOnThreads({ count: 3 }));
      expect(trained).toMatchObject({ count: 3, started: 0, isIsolated: true, hasSharedMemory: true });
      expect(hash(trained.bytes)).toBe(await expected);
      await expectNoWorkers(page);
      // what the browser says of the policy, and nothing else
      expect(complaints.filter((text) => !text.includes("Content Security Policy"))).toEqual([]);
      expect(complaints).not.toEqual([]);
    }),
  60_000,
);

testWith(
  "chromium",
  "a trainer's threads end with it, also those that were on their way",
  (path) =>
    withPage(path, isolation, async (page) => {
      let most = 0;
      page.on("worker", () => {
        most = Math.max(most, page.workers().length);
      });
      expect(await page.evaluate(() => entry.trainAndDispose(20))).toBe(40);
      expect(most).toBeGreaterThan(1);
      // those of a trainer, and those before it that are just going
      expect(most).toBeLessThanOrEqual(20);
      await expectNoWorkers(page);
      const { outcome, started } = await page.evaluate(() => entry.disposeWhileTheyCome());
      expect(outcome).toMatch("Cannot go on: the trainer was disposed of");
      expect(started).toBe(2);
      await expectNoWorkers(page);
    }),
  60_000,
);
