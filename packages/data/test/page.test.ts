/** A page draws spirals, or takes a table of one's own, and trains on them: as Node does, to the bit. */
import { expect } from "vitest";
import { testWith } from "../../lab/test/requirements.ts";
import { bundleEntry } from "../../minibatch/test/bundle-entry.ts";
import { inPage } from "../../minibatch/test/in-page.ts";
import { birds, rowsOf } from "./own-table.ts";
import { trainOnFile } from "./own-table-page-entry.ts";
import { trainOnSpirals } from "./page-entry.ts";

/** What the page's own script sees of the bundle. */
declare const entry: typeof import("./page-entry.ts") & typeof import("./own-table-page-entry.ts");

testWith(
  "chromium",
  "spirals are drawn and learnt in Chromium as in Node",
  async (executablePath) => {
    const code = await bundleEntry(new URL("./page-entry.ts", import.meta.url).href);
    expect(code).not.toContain("papaparse");
    const there = await inPage(executablePath, code, (page) => page.evaluate(() => entry.trainOnSpirals()));
    expect(there).toEqual(await trainOnSpirals());
    expect(there.accuracy).toBeGreaterThan(0.95);
  },
  60_000,
);

testWith(
  "chromium",
  "a table is trained on and raw rows answered in Chromium as in Node",
  async (executablePath) => {
    const code = await bundleEntry(new URL("./own-table-page-entry.ts", import.meta.url).href);
    const text = `species,island,bill,mass\n${rowsOf(birds(300)).join("\n")}`;
    const there = await inPage(executablePath, code, (page) =>
      page.evaluate((file) => entry.trainOnFile("birds.csv", file), text),
    );
    expect(there).toEqual(await trainOnFile("birds.csv", text));
    expect(there.accuracy).toBeGreaterThan(0.9);
  },
  60_000,
);
