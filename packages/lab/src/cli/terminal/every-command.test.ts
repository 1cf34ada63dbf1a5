/**
 * Every command at 60 and 80 columns: no line longer than the terminal, no word broken, no value cut without a mark.
 * All widths are a slow test.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { quickCalls } from "../../../test/walk-runs.ts";
import { commandPaths, findFaults, makeWalkedStore, printAt, sendAt, storeCalls } from "../../../test/walk-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "walk-"));
const paths = commandPaths();

beforeAll(async () => {
  await makeWalkedStore(folder);
}, 60_000);
afterEach(() => void vi.unstubAllEnvs());
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

test("what needs nothing trained, in a folder whose name is longer than a line, at 60 columns", async () => {
  const deep = join(folder, "a-folder-of-a-name-that-a-terminal-of-sixty-columns-has-no-room-for");
  mkdirSync(deep);
  expect(await faultsOf(quickCalls(deep), 60)).toEqual([]);
});

test("the objective and its figure stand at 60 columns, and what is left out is told with how it is seen", async () => {
  const text = await printAt(60, ["runs", "list", "--store", join(folder, "lab.sqlite")]);
  expect(text.split("\n")[0]).toMatch(/^experiment +status +best +objective$/);
  expect(text).toContain("validation-accuracy");
  expect(text.replaceAll("\n", " ")).toMatch(
    /Left out, for want of room: trials, of trial, time, created\. A wider terminal shows them, and --json\./,
  );
});

test("colours change no letter; there are some on a terminal, and none without", async () => {
  vi.stubEnv("TERM", "xterm-256color");
  vi.stubEnv("FORCE_COLOR", "");
  const colourful = new Set<string>();
  for (const call of storeCalls(join(folder, "lab.sqlite"))) {
    vi.stubEnv("NO_COLOR", "");
    const painted = await sendAt(80, call);
    vi.stubEnv("NO_COLOR", "1");
    const plain = await sendAt(80, call);
    expect(plain).toBe(stripVTControlCharacters(plain));
    expect(stripVTControlCharacters(painted)).toBe(plain);
    if (painted !== plain) colourful.add(call.slice(0, 3).join(" "));
  }
  expect([...colourful]).toEqual(
    expect.arrayContaining([
      "runs list --store",
      "runs list optimizers",
      "runs show optimizers/4",
      "runs compare optimizers",
    ]),
  );
});

test("what failed is red, what finished green, the best stands out", async () => {
  vi.stubEnv("TERM", "xterm-256color");
  vi.stubEnv("FORCE_COLOR", "");
  vi.stubEnv("NO_COLOR", "");
  const rows = (await sendAt(120, ["runs", "list", "optimizers", "--store", join(folder, "lab.sqlite")])).split("\n");
  const rowOf = (trial: number) => rows.find((row) => row.startsWith(`${String(trial).padStart(5)}  `));
  expect(rowOf(4)).toContain(" \u001B[31mfailed\u001B[39m ");
  expect(rowOf(0)).toContain(" \u001B[32mfinished\u001B[39m ");
  expect(rowOf(9)).toContain(" \u001B[1m\u001B[32m0.8215\u001B[39m\u001B[22m ");
  expect(rowOf(10)).not.toContain("\u001B[1m");
});
