import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bundlePageScripts, PAGE_SCRIPTS_FILE } from "../../bundle-page-scripts.ts";

test("what pages carry is made of today's browser code", async () => {
  const isCurrent = readFileSync(PAGE_SCRIPTS_FILE, "utf8") === (await bundlePageScripts());
  expect(isCurrent, "write it anew: node packages/lab/bundle-page-scripts.ts").toBe(true);
});
