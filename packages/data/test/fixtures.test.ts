/** Golden figures are never edited by hand: their README holds the hashes they were made with. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const fixtures = new URL("../fixtures/", import.meta.url);
const readme = readFileSync(new URL("README.md", fixtures), "utf8");
const listed = [...readme.matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gm)].map(([, hash, name]) => [name!, hash] as const);

test("the README lists hashes", () => {
  expect(listed.length).toBeGreaterThanOrEqual(7);
});

test.each(listed)("%s is as it was made", (name, hash) => {
  const bytes = readFileSync(new URL(name, fixtures));
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(hash);
});
