/**
 * Compares lines with those of a file that is kept; `MINIBATCH_WRITE_FIXTURES=1` writes them as they are now: read the
 * difference.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

export function expectFixture(lines: readonly string[], fixture: URL): void {
  if (process.env.MINIBATCH_WRITE_FIXTURES === "1") writeFileSync(fixture, `${lines.join("\n")}\n`);
  expect(lines).toEqual(readFileSync(fixture, "utf8").replace(/\n$/, "").split("\n"));
}
