/**
 * What the commands print, to the last letter: their help, and all that a store of invented figures tells. It fails
 * with every intended change too: `MINIBATCH_WRITE_FIXTURES=1 npx vitest run whole-output.test.ts` writes what is
 * printed now; read the difference.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { expectFixture } from "../../../minibatch/test/expect-fixture.ts";
import { callMinibatch } from "../../test/call-minibatch.ts";
import { commandPaths, makeWalkedStore, printAt, storeCalls } from "../../test/walk-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "whole-"));
const file = join(folder, "lab.sqlite");

beforeAll(async () => {
  await makeWalkedStore(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** What differs from run to run is named by what it is. */
function settle(text: string): string[] {
  return text
    .replaceAll(folder, "FOLDER")
    .replaceAll("\r", "\\r")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "MOMENT")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "DAY AND TIME")
    .trimEnd()
    .split("\n");
}

async function tellAll(calls: readonly (readonly string[])[], tell: (call: readonly string[]) => Promise<string>) {
  const lines: string[] = [];
  for (const call of calls)
    lines.push(
      `$ minibatch ${call.join(" ").replaceAll(file, "STORE").replaceAll(folder, "FOLDER")}`,
      ...settle(await tell(call)),
      "",
    );
  return lines.slice(0, -1);
}

test("help", async () => {
  const helps = commandPaths().map((path) => [...path, "--help"]);
  expectFixture(await tellAll(helps, (call) => printAt(100, call)), new URL("./fixtures/help.txt", import.meta.url));
});

test("on a terminal", async () => {
  const told = await tellAll(storeCalls(file), async (call) => {
    const text = await printAt(110, call);
    // where it is broken depends on how long the folder's name is
    return text.includes(folder) ? printAt(10_000, call) : text;
  });
  expectFixture(told, new URL("./fixtures/terminal.txt", import.meta.url));
});

test("for programs", async () => {
  const calls = [
    ["list"],
    ["list", "optimizers", "--status", "failed,pruned"],
    ["list", "optimizers", "--where", "objective > 0.7", "--sort", "seed:desc", "--limit", "2"],
    ["show", "alone"],
    ["show", "optimizers/4"],
    ["compare", "optimizers"],
    ["compare", "optimizers", "1", "3", "--metric", "validation-loss", "--epoch", "best"],
    ["compare", "alone"],
  ].map((call) => ["runs", ...call, "--json"]);
  const exports = ["jsonl", "csv"].map((format) => [
    "runs",
    "export",
    "optimizers",
    "--where",
    "seed = 2",
    "--format",
    format,
  ]);
  const told = await tellAll(
    [...calls, ...exports].map((call) => [...call, "--store", file]),
    async (call) => {
      const { code, stdout, stderr } = await callMinibatch(call);
      return `${stdout}${stderr}${code === 0 ? "" : `ended with ${code}`}`;
    },
  );
  expectFixture(told, new URL("./fixtures/programs.txt", import.meta.url));
});

test("each choice of figures and rows, and what changes the store", async () => {
  const out = join(folder, "out.csv");
  const calls = [
    ["list", "--limit", "2"],
    ["list", "optimizers", "--limit", "11"],
    ["list", "optimizers", "--sort", "test-loss:desc", "--where", "learningRate >= 0.05 and status != failed"],
    ["list", "optimizers", "--status", "cancelled"],
    ["show", "optimizers/3", "--all"],
    ["show", "optimizers/3", "--where", "epoch > 3", "--sort", "validation-loss"],
    ["show", "optimizers/7"],
    ["show", "alone/0", "--json"],
    ...["last", "best", "3", "9"].map((epoch) => ["compare", "optimizers", "--epoch", epoch]),
    ["compare", "optimizers", "0", "3", "--metric", "train-loss", "--epoch", "best"],
    ["compare", "optimizers", "--metric", "test-accuracy"],
    ["compare", "optimizers", "--metric", "test-accuracy", "--epoch", "last"],
    ["compare", "optimizers", "7"],
    ["compare", "optimizers", "--where", "optimizer = adam", "--sort", "learningRate"],
    ["export", "optimizers", "--where", "trial < 2", "--format", "csv", "--out", out],
    ["export", "optimizers", "--where", "trial < 2", "--format", "csv", "--out", out, "--json"],
    ["export", "nothing-begun", "--format", "csv"],
    ["retry", "optimizers/4"],
    ["retry", "optimizers/5", "optimizers/7", "--json"],
    ["cancel", "nothing-begun"],
    ["cancel", "nothing-begun", "--json"],
    ["rm", "optimizers/1", "--yes"],
    ["rm", "alone", "all-failed", "--yes", "--json"],
    ["rm", "alone", "--yes"],
    ["list"],
    ["list", "optimizers"],
  ].map((call) => ["runs", ...call, "--store", file]);
  const told = await tellAll(calls, async (call) => {
    const { code, stdout, stderr } = await callMinibatch(call);
    return `${stdout}${stderr}(${code})`;
  });
  expectFixture(told, new URL("./fixtures/runs.txt", import.meta.url));
});
