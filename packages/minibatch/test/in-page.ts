/** A bundle in a page of Chromium, at an address of its own and without cross-origin isolation. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium, type Page } from "playwright-core";

/** `use` finds the module's exports in the page's `entry`. Rejects on any error that the page reports. */
export async function inPage<T>(executablePath: string, code: string, use: (page: Page) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    const isModule = request.url === "/entry.js";
    response.setHeader("content-type", isModule ? "text/javascript" : "text/html");
    response.end(isModule ? code : '<script type="module">window.entry = await import("/entry.js")</script>');
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction("window.entry !== undefined");
    const result = await use(page);
    if (errors.length > 0) throw new Error(`The page reports ${errors.join("; ")}`);
    return result;
  } finally {
    await browser.close();
    server.close();
  }
}
