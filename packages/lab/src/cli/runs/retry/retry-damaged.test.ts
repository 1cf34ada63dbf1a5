/**
 * A store of which single rows are damaged, as a user meets it: what is whole is told, the rest named with what to do,
 * and trained again.
 */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { callMinibatch } from "../../../../test/call-minibatch.ts";
import type { Ended } from "../../../../test/run-minibatch.ts";
import { fillSampleStore } from "../../../../test/sample-store.ts";
import { openStore } from "../../../store/open-store.ts";

const ROW = "its row is damaged, its seal does not fit";
const FIGURES = "its figures are damaged, their seal does not fit";

/** The trials optimizers/0 to /11, after `damage`. */
async function makeDamaged(damage: string): Promise<{ file: string; runs: (...args: string[]) => Promise<Ended> }> {
  const file = join(mkdtempSync(join(tmpdir(), "damaged-")), "lab.sqlite");
  const store = await openStore(file);
  await fillSampleStore(store);
  await store.close();
  const database = new DatabaseSync(file);
  database.exec(damage);
  database.close();
  return { file, runs: (...args) => callMinibatch(["runs", ...args, "--store", file]) };
}

const retry = (trial: number, file: string): string =>
  `train it again after: minibatch runs retry optimizers/${trial} --store ${file}`;

test("a figure that was changed is not exported; the line that says so has the fix, and the others are all there", async () => {
  const changed = "update metrics set \"values\" = zeroblob(40) where name = 'validationAccuracy' and trial_id = 4";
  const { file, runs } = await makeDamaged(changed);
  const line = `Cannot read validationAccuracy of optimizers/3 in ${file}: ${FIGURES}; ${retry(3, file)}\n`;
  const { code, stdout, stderr } = await runs("export", "optimizers");
  expect({ code, stderr }).toEqual({ code: 2, stderr: line });
  const trials = stdout
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text) as { metrics: Record<string, number[]> });
  expect(trials.map(({ metrics }) => Object.keys(metrics).length)).toEqual([6, 6, 6, 5, 6, 6, 6, 6, 6, 6, 6, 6]);
  expect(trials[3]!.metrics).not.toHaveProperty("validationAccuracy");
  const out = join(file, "..", "out.csv");
  expect(await runs("export", "optimizers", "--format", "csv", "--out", out)).toMatchObject({ code: 2, stderr: line });
  const column = readFileSync(out, "utf8")
    .split("\r\n")
    .filter((row) => row.startsWith("3,"))
    .map((row) => row.split(",")[12]);
  expect(column).toEqual(["", "", "", "", ""]);
  // what is not read is not complained of
  expect(await runs("list", "optimizers")).toMatchObject({ code: 0, stderr: "" });
  expect(await runs("compare", "optimizers", "--metric", "validationLoss")).toMatchObject({ code: 0, stderr: "" });
  expect(await runs("show", "optimizers/3")).toMatchObject({ code: 2, stderr: line });
  expect(await runs("compare", "optimizers", "--epoch", "last")).toMatchObject({ code: 2, stderr: line });
});

test("a trial that was changed is left out of all lists, and named in each", async () => {
  const { file, runs } = await makeDamaged("update trials set test_accuracy = 1.198 where number in (2, 9)");
  const line = (trial: number): string =>
    `Cannot read the trial optimizers/${trial} in ${file}: ${ROW}; ${retry(trial, file)}\n`;
  const summary = `Cannot read all of ${file}: what is damaged, 2 things, was left out; the lines above name it and say what to do\n`;
  for (const args of [
    ["list", "optimizers"],
    ["list", "optimizers", "--sort", "objective", "--json"],
    ["export", "optimizers"],
    ["export", "optimizers", "--format", "csv"],
    ["compare", "optimizers"],
  ]) {
    const { code, stdout, stderr } = await runs(...args);
    expect(code).toBe(2);
    expect([...stderr.split(/(?<=\n)/)].sort()).toEqual([line(2), line(9), summary].sort());
    expect(stdout).not.toContain("1.198");
    if (args[0] === "export") expect(stdout).toMatch(/(?:^|\n)(?:11,|\{"trial":11,)/);
  }
  // number 9 is the best: its row is not to be relied on, so the next best is told
  const { stdout, stderr } = await runs("list", "--json");
  expect(JSON.parse(stdout).experiments[0].best.trial).not.toBe(9);
  expect(stderr).toBe(line(9));
  expect(await runs("show", "optimizers/2")).toMatchObject({ code: 2, stdout: "", stderr: line(2) });
});

test("what the line says helps: the trial is ready again, and nothing is complained of any more", async () => {
  const { file, runs } = await makeDamaged("update trials set objective = 1.198 where number = 2");
  expect((await runs("list", "optimizers")).code).toBe(2);
  expect(await runs("retry", "optimizers/2")).toEqual({
    code: 0,
    stdout: "optimizers/2: ready to be trained again; go on with: minibatch sweep\n",
    stderr: "",
  });
  const { code, stdout, stderr } = await runs("list", "optimizers", "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ status: "stopped 11/12", matching: 12 });
  expect(JSON.parse(stdout).trials[2]).toMatchObject({ trial: 2, status: "ready", objective: null });
  expect(await runs("retry", "optimizers")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("should be single trials"),
  });
  expect(await runs("retry", "optimizers/44")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("no trial of that number"),
  });
  expect(await runs("rm", "optimizers/2", "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(file).toContain("lab.sqlite");
});

test("one that is damaged in its description can be removed, alone or with its experiment", async () => {
  const { runs } = await makeDamaged(
    "update trials set parameters = '{\"optimizer\":' where number = 2; update experiments set spec = '{'",
  );
  const list = await runs("list");
  expect(list).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^Cannot rely on the experiment optimizers .*nothing can be made of it/),
  });
  expect(await runs("export", "optimizers")).toMatchObject({ code: 2, stdout: "" });
  expect(await runs("retry", "optimizers/2")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("its description in"),
  });
  expect(await runs("rm", "optimizers/2", "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(await runs("rm", "optimizers", "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(await runs("list")).toMatchObject({
    code: 0,
    stderr: "",
    stdout: expect.stringMatching(/^No experiments in/),
  });
});

test("where an index is damaged it is read without it", async () => {
  const { runs, file } = await makeDamaged("pragma wal_checkpoint");
  const listBest = async () =>
    JSON.parse((await runs("list", "--json")).stdout).experiments[0].best as { objective: number };
  const best = await listBest();
  flipInIndex(file, best.objective);
  const { code, stderr } = await runs("list", "--json");
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(
      /^Cannot rely on an index of the store (\S+) \(row 10 missing from index trials_objective\): what is read is read without it; mend it with: sqlite3 \1 reindex, or take the store from a copy\n$/,
    ),
  });
  expect(await listBest()).toEqual(best);
  expect(await runs("rm", "optimizers/1", "--yes")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /Cannot change the store .*: it can only be read, an index of it is damaged; mend it with: sqlite3/,
    ),
  });
  await expect(openStore(file)).rejects.toThrow(/^Cannot rely on an index of the store /);
});

/**
 * Flips a bit of the number where an index has it, and not its row: SQLite's documentation, "Database File Format",
 * 1.6.
 */
function flipInIndex(file: string, value: number): void {
  const bytes = readFileSync(file);
  const number = Buffer.alloc(8);
  number.writeDoubleBE(value);
  const LEAF_OF_INDEX = 0x0a;
  for (let at = bytes.indexOf(number); at !== -1; at = bytes.indexOf(number, at + 1)) {
    if (bytes[at - (at % 4096)] === LEAF_OF_INDEX) bytes[at + 1]! ^= 0x10;
  }
  writeFileSync(file, bytes);
}
