/** The page as it is built, served as `minibatch serve` does, in Chromium. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { build } from "vite";
import { dataFilesOf } from "../../../packages/lab/src/serve/find-data-file.ts";
import { createPageApp } from "../../../packages/lab/src/serve/page-app.ts";
import { readPage } from "../../../packages/lab/src/serve/read-page.ts";
import { startServer } from "../../../packages/lab/src/serve/start-server.ts";
import { launchChromium } from "../../../packages/lab/test/browse-page.ts";

export interface Live {
  readonly browser: Browser;
  readonly address: string;
  close(): Promise<void>;
}

/** Builds it from today's sources: what lies in `dist` may be older. `data`: the data directory; none by default. */
export async function startLive(executablePath: string, data?: string): Promise<Live> {
  const folder = mkdtempSync(join(tmpdir(), "live-"));
  await build({
    configFile: join(import.meta.dirname, "../vite.config.ts"),
    logLevel: "silent",
    build: { outDir: folder },
  });
  const page = readPage(folder);
  rmSync(folder, { recursive: true });
  const server = await startServer(createPageApp(page, data === undefined ? () => null : dataFilesOf(data)), 0);
  const browser = await launchChromium(executablePath);
  return {
    browser,
    address: server.address,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

export interface LivePage {
  readonly page: Page;
  /** console errors and warnings, uncaught errors */
  readonly complaints: readonly string[];
}

/** A visitor's first look. */
export async function visit({ browser, address }: Live, options: BrowserContextOptions = {}): Promise<LivePage> {
  const page = await (await browser.newContext(options)).newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, complaints };
}
