/** Golden figures are never edited by hand: their README files hold the hashes they were made with. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const fixtures = new URL("../fixtures/", import.meta.url);

const listed = ["", "math/"].flatMap((folder) => {
  const readme = readFileSync(new URL(`${folder}README.md`, fixtures), "utf8");
  return [...readme.matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gm)].map(
    ([, hash, name]) => [`${folder}${name}`, hash] as const,
  );
});

test("both READMEs list hashes", () => {
  expect(listed.length).toBeGreaterThanOrEqual(7);
});

test.each(listed)("%s is as it was made", (name, hash) => {
  expect(
    createHash("sha256")
      .update(readFileSync(new URL(name, fixtures)))
      .digest("hex"),
  ).toBe(hash);
});
