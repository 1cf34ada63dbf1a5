/** A written page in a browser, as a reader meets it: opened from a file, without a network. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { chromium } from "playwright-core";

const options = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: options });
}

export interface OpenPage {
  readonly page: Page;
  /** console errors and warnings, uncaught errors */
  readonly complaints: readonly string[];
  /** every address asked for */
  readonly requests: readonly string[];
}

/** The index.html of `folder`. */
export async function openPage(browser: Browser, folder: string, context: BrowserContextOptions): Promise<OpenPage> {
  const page = await (await browser.newContext(context)).newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(addressOf(folder));
  return { page, complaints, requests };
}

/** Of the index.html of `folder`. */
export function addressOf(folder: string): string {
  return pathToFileURL(join(folder, "index.html")).href;
}

/** Least contrast of a text with what lies behind it, over all visible text; WCAG 2.2. Runs in the page. */
export const findLeastContrast: string = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const toRgb = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const rgb = toRgb(getComputedStyle(at).backgroundColor);
      if (rgb[3] === 255) return rgb;
    }
    return [255, 255, 255];
  };
  let least = { contrast: Infinity, text: "" };
  for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent.trim()).join("");
    if (own === "" || ["SCRIPT", "title"].includes(element.tagName) || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(toRgb(element instanceof SVGElement ? style.fill : style.color)), luminance(behind(element))].sort((x, y) => x - y);
    const contrast = (b + 0.05) / (a + 0.05);
    if (contrast < least.contrast) least = { contrast, text: own.slice(0, 60) };
  }
  return least;
})()`;
