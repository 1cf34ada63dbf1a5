/** Every command, every help, and what is refused, at every width. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandPaths, findFaults, makeWalkedStore, storeCalls, WIDTHS } from "../../../test/walk-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "walk-"));
const paths = commandPaths();

beforeAll(async () => {
  await makeWalkedStore(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test.each(WIDTHS)(
  "at %i columns",
  async (columns) => {
    const calls = [
      ...paths.map((path) => [...path, "--help"]),
      ...paths.slice(1).map((path) => [...path, "--nonsense"]),
      ...storeCalls(join(folder, "lab.sqlite")),
      ["data", "list", "--data", folder],
      ["data", "info", "mnist", "--data", folder],
      ["data", "info", "nonsense", "--data", folder],
    ];
    const faults: string[] = [];
    for (const call of calls) faults.push(...(await findFaults(columns, call)));
    expect(faults).toEqual([]);
  },
  600_000,
);
