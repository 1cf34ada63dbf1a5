import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { addExperiment, endNext, takeNext, uniqueBytes } from "../../../test/store-contract/sample-trials.ts";
import { OutputError } from "../../errors.ts";
import { openStore } from "../open-store.ts";
import type { LabStore } from "../store.ts";

/** A store with two finished trials of four, and a copy of it that was made after the first. */
async function openUsed(file = join(mkdtempSync(join(tmpdir(), "replaced-")), "folder", "lab.sqlite")) {
  mkdirSync(dirname(file), { recursive: true });
  const copy = join(mkdtempSync(join(tmpdir(), "copy-")), "lab.sqlite");
  const store = await openStore(file);
  const { experiment } = await addExperiment(store, 4);
  await endNext(store, experiment.id);
  const database = new DatabaseSync(file);
  database.prepare("vacuum into ?").run(copy);
  database.close();
  await endNext(store, experiment.id);
  return { file, copy, store, experiment };
}

async function countFinished(file: string): Promise<number> {
  const store = await openStore(file, { create: false });
  try {
    return (await store.listExperiments())[0]!.counts.finished;
  } finally {
    await store.close();
  }
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (refusal: unknown) => refusal,
  );
  expect(error).toBeInstanceOf(OutputError);
  expect((error as Error).message).not.toContain("\n");
  return (error as Error).message;
}

type Ending = (lab: { readonly file: string; readonly copy: string }) => void;

/** What is done to the file, what is told, and whether something lies in its place then. */
const REPLACEMENTS: Readonly<Record<string, readonly [Ending, what: string]>> = {
  "another is renamed over it": [
    ({ file, copy }) => {
      copyFileSync(copy, `${file}.new`);
      renameSync(`${file}.new`, file);
    },
    "another file was put in its place",
  ],
  "it is deleted": [({ file }) => rmSync(file), "it was removed or renamed"],
  "it is deleted and made again": [
    ({ file, copy }) => {
      rmSync(file);
      copyFileSync(copy, file);
    },
    "another file was put in its place",
  ],
  "it is deleted and an empty one is made": [
    ({ file }) => {
      rmSync(file);
      writeFileSync(file, "");
    },
    "another file was put in its place",
  ],
  "it is renamed": [({ file }) => renameSync(file, `${file}.old`), "it was removed or renamed"],
  "a copy is written over it": [({ file, copy }) => copyFileSync(copy, file), "another program wrote into it"],
  "it is emptied": [({ file }) => truncateSync(file, 0), "another program wrote into it"],
  "all three files are replaced": [
    ({ file }) => {
      for (const path of [file, `${file}-wal`, `${file}-shm`]) {
        copyFileSync(path, `${path}.new`);
        renameSync(`${path}.new`, path);
      }
    },
    "another file was put in its place",
  ],
};

describe("a file that is replaced while its store is in use", () => {
  for (const [name, [replace, what]] of Object.entries(REPLACEMENTS)) {
    test(`${name}: what was trained is saved, and what lies there is left alone`, async () => {
      const { file, copy, store, experiment } = await openUsed();
      // brought into the file: else an emptied one would lose nothing
      const database = new DatabaseSync(file);
      database.exec("pragma wal_checkpoint");
      database.close();
      await store.listExperiments();
      replace({ file, copy });
      const there = existsSync(file) ? readFileSync(file) : null;
      const saved = `${file}.saved`;
      const message = `Cannot go on with the store ${file}: ${what} while it was in use; all that was trained is in ${saved}: move that file to ${file}, keep it out of folders that other programs synchronise, and run the command again, it goes on`;
      expect(await refusalOf(endNext(store, experiment.id))).toBe(message);
      // whoever else is at work is told the same, and nothing is saved twice
      expect(await refusalOf(store.listExperiments())).toBe(message);
      await store.close();
      expect(existsSync(file) ? readFileSync(file) : null).toEqual(there);
      expect(await countFinished(saved)).toBe(2);
      expect(existsSync(`${saved}-2`)).toBe(false);
      if (!name.startsWith("all"))
        expect(readdirSync(dirname(file)).filter((path) => /-(?:wal|shm)$/.test(path))).toEqual([]);
      rmSync(file, { force: true });
      for (const log of ["-wal", "-shm"]) rmSync(file + log, { force: true });
      renameSync(saved, file);
      expect(await countFinished(file)).toBe(2);
    });
  }

  test("its folder is removed: it is saved where the command was called", async () => {
    const { file, store, experiment } = await openUsed();
    const here = process.cwd();
    process.chdir(mkdtempSync(join(tmpdir(), "caller-")));
    try {
      rmSync(dirname(file), { recursive: true });
      const saved = join(process.cwd(), "lab.sqlite.saved");
      expect(await refusalOf(endNext(store, experiment.id))).toContain(`; all that was trained is in ${saved}: move`);
      await store.close();
      expect(await countFinished(saved)).toBe(2);
    } finally {
      process.chdir(here);
    }
  });

  test("a link that leads elsewhere by now", async () => {
    const { file, copy, store } = await openUsed();
    await store.close();
    const link = join(dirname(file), "link.sqlite");
    symlinkSync(file, link);
    const linked = await openStore(link);
    const [experiment] = await linked.listExperiments();
    await endNext(linked, experiment!.id);
    rmSync(link);
    symlinkSync(copy, link);
    expect(await refusalOf(endNext(linked, experiment!.id))).toMatch(
      /: another file was put in its place .*link.sqlite.saved: move/,
    );
    await linked.close();
    expect(await countFinished(copy)).toBe(1);
    expect(await countFinished(`${link}.saved`)).toBe(3);
  });

  for (const logs of [["-wal"], ["-shm"], ["-wal", "-shm"]]) {
    test(`its ${logs.join(" and ")} removed: all is brought into the file`, async () => {
      const { file, store, experiment } = await openUsed();
      for (const log of logs) rmSync(file + log);
      expect(await refusalOf(endNext(store, experiment.id))).toBe(
        `Cannot go on with the store ${file}: its ${file}${logs[0]} was removed or replaced while it was in use; nothing is lost, all is in ${file}; run the command again, it goes on`,
      );
      await store.close();
      expect(await countFinished(file)).toBe(2);
      expect(readdirSync(dirname(file))).toEqual(["lab.sqlite"]);
    });
  }

  test("after the last operation: closing tells, once", async () => {
    const { file, copy, store } = await openUsed();
    REPLACEMENTS["another is renamed over it"]![0]({ file, copy });
    expect(await refusalOf(store.close())).toContain(
      ": another file was put in its place while it was in use; all that was trained is in ",
    );
    expect(await countFinished(file)).toBe(1);
    expect(await countFinished(`${file}.saved`)).toBe(2);
  });

  test("a store that was only read saves nothing", async () => {
    const { file, copy, store } = await openUsed();
    await store.close();
    const reader = await openStore(file, { create: false });
    await reader.listExperiments();
    copyFileSync(copy, `${file}.new`);
    renameSync(`${file}.new`, file);
    expect(await refusalOf(reader.listExperiments())).toBe(
      `Cannot go on with the store ${file}: another file was put in its place while it was in use; run the command again`,
    );
    await reader.close();
    expect(readdirSync(dirname(file))).toEqual(["lab.sqlite"]);
  });
});

test("what SQLite itself does to a file, and a new time, are no replacement", async () => {
  const { file, store, experiment } = await openUsed();
  const work = async (from: LabStore) => {
    const { lease } = await takeNext(from, experiment.id);
    // several logs full
    for (let epoch = 1; epoch < 60; epoch++) await from.saveCheckpoint(lease, uniqueBytes(200_000), epoch);
    await from.endTrial(lease, {
      status: "finished",
      epochs: 60,
      metrics: {},
      objective: null,
      objectiveEpoch: null,
      keptEpoch: null,
      test: null,
      seconds: 1,
      diagnosis: null,
      weights: null,
      checkpoint: null,
      result: null,
    });
  };
  await work(store);
  const other = await openStore(file);
  await work(other);
  await other.close();
  await store.listExperiments();
  const database = new DatabaseSync(file, { timeout: 10_000 });
  for (const statement of ["pragma wal_checkpoint(truncate)", "vacuum", "pragma wal_checkpoint"]) {
    database.exec(statement);
    expect((await store.listExperiments())[0]!.counts.finished).toBe(4);
  }
  database.close();
  utimesSync(file, new Date(), new Date());
  expect((await store.listExperiments())[0]!.counts.finished).toBe(4);
  await store.setPriority(experiment.id, 3);
  await store.close();
  expect(await countFinished(file)).toBe(4);
});
