import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bundlePageScripts, PAGE_SCRIPTS_FILE } from "../../bundle-page-scripts.ts";

test("what pages carry is made of today's browser code", async () => {
  const isCurrent = readFileSync(PAGE_SCRIPTS_FILE, "utf8") === (await bundlePageScripts());
  expect(isCurrent, "write it anew: npm run build -w minibatch-lab").toBe(true);
});
