import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sampleReproduction } from "../../../test/sample-reproduction.ts";
import { UsageError } from "../../errors.ts";
import { writeReport } from "./write-report.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "minibatch-report-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("writes the page, the results and every figure in two formats, and nothing else", () => {
  const out = join(folder, "deep", "reproduction");
  writeReport(sampleReproduction, out);
  expect(readdirSync(out).sort()).toEqual(["figures", "index.html", "results.json"]);
  expect(readdirSync(join(out, "figures")).sort()).toEqual(
    [1, 2, 3, 4].flatMap((n) => [`figure-${n}.png`, `figure-${n}.svg`]),
  );
  expect(JSON.parse(readFileSync(join(out, "results.json"), "utf8"))).toEqual(sampleReproduction);
});

test("a file in the way is a UsageError that names it", () => {
  writeFileSync(join(folder, "taken"), "");
  const write = (): void => writeReport(sampleReproduction, join(folder, "taken"));
  expect(write).toThrow(UsageError);
  expect(write).toThrow(/taken/);
});
