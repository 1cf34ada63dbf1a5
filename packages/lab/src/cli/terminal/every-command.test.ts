/** Every command at 60 and 80 columns: no line longer than the terminal, no word broken, no value cut without a mark. All widths are a slow test. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandPaths, findFaults, makeWalkedStore, printAt, storeCalls } from "../../../test/walk-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "walk-"));
const paths = commandPaths();

beforeAll(async () => {
  await makeWalkedStore(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

async function faultsOf(calls: readonly (readonly string[])[], columns: number): Promise<string[]> {
  const faults: string[] = [];
  for (const call of calls) faults.push(...(await findFaults(columns, call)));
  return faults;
}

test("the table of commands is walked", () => {
  expect(paths.length).toBeGreaterThan(20);
  expect(paths).toContainEqual(["runs", "compare"]);
});

test("help at 60 and 80 columns", async () => {
  const helps = paths.map((path) => [...path, "--help"]);
  expect([...(await faultsOf(helps, 60)), ...(await faultsOf(helps, 80))]).toEqual([]);
});

test("what is refused at 60 columns", async () => {
  const calls = paths.slice(1).map((path) => [...path, "--nonsense"]);
  expect(await faultsOf(calls, 60)).toEqual([]);
});

test.each([60, 80])("what a store holds at %i columns", async (columns) => {
  expect(await faultsOf(storeCalls(join(folder, "lab.sqlite")), columns)).toEqual([]);
});

test("the objective and its figure stand at 60 columns, and what is left out is told with how it is seen", async () => {
  const text = await printAt(60, ["runs", "list", "--store", join(folder, "lab.sqlite")]);
  expect(text.split("\n")[0]).toMatch(/^experiment +status +best +objective$/);
  expect(text).toContain("validation-accuracy");
  expect(text.replaceAll("\n", " ")).toMatch(
    /Left out, for want of room: trials, of trial, time, created\. A wider terminal shows them, and --json\./,
  );
});
