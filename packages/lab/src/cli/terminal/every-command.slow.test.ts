/** Every command, every help, and what is refused, at every width. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWalkedRuns, quickCalls, type WalkedRuns } from "../../../test/walk-runs.ts";
import {
  commandPaths,
  findFaults,
  findLongRows,
  makeWalkedStore,
  storeCalls,
  WIDTHS,
} from "../../../test/walk-terminal.ts";

const top = mkdtempSync(join(tmpdir(), "walk-"));
const folder = join(top, "a-folder-of-a-name-that-a-terminal-of-sixty-columns-has-no-room-for");
const paths = commandPaths();
let runs: WalkedRuns;

beforeAll(async () => {
  mkdirSync(folder);
  await makeWalkedStore(folder);
  runs = await makeWalkedRuns(folder);
}, 120_000);
afterAll(() => rmSync(top, { recursive: true }));

test.each(WIDTHS)(
  "at %i columns",
  async (columns) => {
    const calls = [
      ...paths.map((path) => [...path, "--help"]),
      ...paths.slice(1).map((path) => [...path, "--nonsense"]),
      ...storeCalls(join(folder, "lab.sqlite")),
      ...quickCalls(folder),
      ...runs.calls,
      ["data", "list", "--data", folder],
      ["data", "info", "mnist", "--data", folder],
      ["data", "info", "nonsense", "--data", folder],
    ];
    const faults: string[] = [];
    for (const call of calls) faults.push(...(await findFaults(columns, call)));
    faults.push(...(await findLongRows(columns, runs.training(`at-${columns}.sqlite`))));
    expect(faults).toEqual([]);
  },
  600_000,
);
