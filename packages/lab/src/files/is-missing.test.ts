import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isMissing, missingTarget } from "./is-missing.ts";

const folder = mkdtempSync(join(tmpdir(), "missing-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

test("nothing is there, or something is; what cannot be reached is there", () => {
  writeFileSync(at("file"), "");
  symlinkSync("circle", at("circle"));
  expect([at("none"), at("none/below"), at("file"), folder, at("circle")].map(isMissing)).toEqual([
    ...[true, true, false, false, false],
  ]);
});

test("what links end at, where nothing is there", () => {
  mkdirSync(at("deep"));
  symlinkSync("../gone", at("deep/second"));
  symlinkSync("deep/second", at("first"));
  symlinkSync("deep", at("folder"));
  expect(missingTarget(at("first"))).toBe(at("gone"));
  expect(missingTarget(at("deep/second"))).toBe(at("gone"));
  expect([at("none"), at("folder"), folder].map(missingTarget)).toEqual([null, null, null]);
});
