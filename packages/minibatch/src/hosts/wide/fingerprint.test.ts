import { expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";

test.each([
  // test vectors of FNV-1a, 32 bits (draft-eastlake-fnv, appendix C)
  ["", "811c9dc5"],
  ["a", "e40c292c"],
  ["foobar", "bf9cf968"],
])("of %j begins with its FNV-1a", (text, hash) => {
  expect(fingerprint(text)).toMatch(new RegExp(`^${hash}[0-9a-f]{8}$`));
});

test("of texts that differ in one bit differ", () => {
  const texts = Array.from({ length: 1000 }, (_, i) => `a text ${i}`);
  expect(new Set(texts.map(fingerprint)).size).toBe(1000);
});
