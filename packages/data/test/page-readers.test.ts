/** A page reads the files that Node reads, and carries no reader of files where it only asks for the sets. */
import { expect, test } from "vitest";
import { testWith } from "../../lab/test/requirements.ts";
import { bundleEntry } from "../../minibatch/test/bundle-entry.ts";
import { inPage } from "../../minibatch/test/in-page.ts";
import { readColumns } from "./page-readers-entry.ts";
import { readerFiles } from "./reader-files.ts";

/** What the page's own script sees of the bundle. */
declare const entry: typeof import("./page-readers-entry.ts");

const FILES = [
  "pandas.csv.gz",
  "records.json",
  "records.npy",
  "deflated.npz",
  "gzip.parquet",
  "t-images-idx3-ubyte",
  "pictures",
];

testWith(
  "chromium",
  "files are read in Chromium as in Node",
  async (executablePath) => {
    const code = await bundleEntry(new URL("./page-readers-entry.ts", import.meta.url).href);
    await inPage(executablePath, code, async (page) => {
      for (const name of FILES) {
        const files = readerFiles(name).map((file) => ({ name: file.name, bytes: Array.from(file.bytes) }));
        const there = await page.evaluate((given) => entry.readColumns(given), { name, files });
        expect(there, name).toBe(await readColumns({ name, files }));
      }
    });
  },
  60_000,
);

test("the door of the sets is without the readers of files and what they depend on", async () => {
  const code = await bundleEntry(new URL("./page-entry.ts", import.meta.url).href);
  expect(code).not.toMatch(/fflate|hyparquet|fast-png|jpeg|PAR1|readFrame/i);
});
