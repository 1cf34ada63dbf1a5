import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { addExperiment } from "../../test/store-contract/sample-trials.ts";
import { InputError, UsageError } from "../errors.ts";
import { migrations } from "./migrations/migrations.ts";
import { openStore } from "./open-store.ts";
import { sqliteKind } from "./sqlite/sqlite-kind.ts";

const newFolder = (): string => mkdtempSync(join(tmpdir(), "open-store-"));

/** Runs `take-trials.ts` in a process of its own. */
async function takeTrials(place: string, experiment: string): Promise<number[]> {
  const script = join(import.meta.dirname, "../../test/take-trials.ts");
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["--conditions=minibatch-source", script, place, experiment]);
  return JSON.parse(stdout) as number[];
}

async function refusalOf(place: string, create?: boolean): Promise<Error> {
  const error: unknown = await openStore(place, create === undefined ? {} : { create }).then(
    () => null,
    (refusal: unknown) => refusal,
  );
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).not.toContain("\n");
  return error as Error;
}

test("a file is made, keeps what is put into it, and is named as it was given", async () => {
  const file = join(newFolder(), "lab.sqlite");
  const made = await openStore(file);
  expect(made.place).toBe(file);
  const { experiment } = await addExperiment(made, 1);
  await made.close();
  const fromHere = relative(process.cwd(), file);
  for (const [place, name] of [
    [`sqlite:${file}`, file],
    [`sqlite:///${file}`, file],
    [`file://${file}`, file],
    [fromHere, fromHere],
  ] as const) {
    const store = await openStore(place, { create: false });
    expect(store.place).toBe(name);
    expect(await store.findExperiment(experiment.name)).toEqual(experiment);
    await store.close();
  }
});

test("names that SQLite would take for something else are files, and three strokes are this folder", async () => {
  const folder = newFolder();
  const here = process.cwd();
  process.chdir(folder);
  try {
    for (const [place, name] of [
      ["./:memory:", ":memory:"],
      ["sqlite:///lab.sqlite", "lab.sqlite"],
      ["sqlite:///50%25%20off.sqlite", "50% off.sqlite"],
      ["50%25.sqlite", "50%25.sqlite"],
    ] as const) {
      await (await openStore(place)).close();
      expect([place, existsSync(join(folder, name))]).toEqual([place, true]);
    }
  } finally {
    process.chdir(here);
  }
});

test("its clock can be given", async () => {
  const store = await openStore(join(newFolder(), "lab.sqlite"), { now: () => new Date(12345) });
  expect((await addExperiment(store, 0)).experiment.createdAt).toEqual(new Date(12345));
  await store.close();
});

test("what is no store is refused, in one line with the fix, and left as it was", async () => {
  const folder = newFolder();
  const text = join(folder, "notes.txt");
  writeFileSync(text, "not a database, but longer than a header of SQLite\n");
  const other = join(folder, "other.sqlite");
  const database = new DatabaseSync(other);
  database.exec("create table bookmarks (url text)");
  database.close();
  const damaged = join(folder, "damaged.sqlite");
  writeFileSync(damaged, `SQLite format 3\0${"x".repeat(5000)}`);
  const empty = join(folder, "empty.sqlite");
  writeFileSync(empty, "");
  mkdirSync(join(folder, "sub"));
  for (const [place, create, message] of [
    [join(folder, "sub"), true, /^Cannot open the store .*sub: it is a folder, should be a file; name a file in it$/],
    [text, true, /^Cannot open the store .*notes.txt: it is not an SQLite file; name another, or move it away$/],
    [
      other,
      true,
      /^Cannot open the store .*other.sqlite: it holds another program's table bookmarks; name another file$/,
    ],
    [damaged, true, /^Cannot use the store .*damaged.sqlite: it is not an SQLite file; name another, or move it away$/],
    [
      empty,
      false,
      /^Cannot open the store .*empty.sqlite: it holds no experiments; name another, or run a sweep with it$/,
    ],
    [join(folder, "none"), false, /^Cannot open the store .*none: there is no such file; name another, or run a sweep/],
    [join(folder, "no", "lab"), true, /^Cannot make the store .*lab: there is no folder .*no; make it first$/],
    [join(text, "lab"), true, /^Cannot make the store .*lab: there is no folder .*notes.txt; make it first$/],
  ] as const) {
    const before = existsSync(place) && place !== join(folder, "sub") ? readFileSync(place) : null;
    const refusal = await refusalOf(place, create);
    expect(refusal.message).toMatch(message);
    expect(refusal).toBeInstanceOf(InputError);
    if (before !== null) expect(readFileSync(place)).toEqual(before);
  }
  expect(existsSync(join(folder, "none"))).toBe(false);
  const store = await openStore(empty);
  expect(await store.listExperiments()).toEqual([]);
  await store.close();
});

test("what cannot be a store is refused without waiting for it", async () => {
  const folder = newFolder();
  const [pipe, circle, socket] = ["pipe", "circle", "socket"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  execFileSync("mkfifo", [pipe]);
  symlinkSync(`${circle}2`, circle);
  symlinkSync(circle, `${circle}2`);
  const server = createServer().listen(socket);
  await once(server, "listening");
  for (const [place, reason] of [
    [pipe, "it is a pipe, should be a file; name another"],
    [socket, "it is a socket, should be a file; name another"],
    ["/dev/null", "it is a device, should be a file; name another"],
    [circle, "its links lead to each other in a circle; name the file itself"],
    [join(circle, "lab"), "its links lead to each other in a circle; name the file itself"],
    [join(folder, "x".repeat(300)), "the system takes no name of this length; choose a shorter one"],
  ] as const) {
    for (const create of [true, false]) {
      const refusal = await refusalOf(place, create);
      expect(refusal.message).toBe(`Cannot open the store ${place}: ${reason}`);
      expect(refusal).toBeInstanceOf(InputError);
    }
  }
  server.close();
});

test("a table that is not ours, or lacks a column, is told as damage, in one line", async () => {
  for (const [damage, told] of [
    ["alter table trials rename column seconds to secondz", "no such column"],
    ["drop table metrics", "no such table"],
  ] as const) {
    const file = join(newFolder(), "lab.sqlite");
    const made = await openStore(file);
    const { experiment, ids } = await addExperiment(made, 1);
    await made.close();
    const database = new DatabaseSync(file);
    database.exec(damage);
    database.close();
    const store = await openStore(file);
    const reading = Promise.all([store.summarizeExperiment(experiment.id), store.readMetrics(ids)]);
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow(
      /^Cannot use the store .*: it is damaged, or another program has changed it \(no such/,
    );
    await expect(reading).rejects.toThrow(told);
    await store.close();
  }
});

test("a step of the schema that no version has is damage, not a newer version", async () => {
  const file = join(newFolder(), "lab.sqlite");
  await (await openStore(file)).close();
  const database = new DatabaseSync(file);
  database.exec("update minibatch_migrations set name = '002-cancel-and-priorkty' where name like '002%'");
  database.close();
  expect((await refusalOf(file)).message).toBe(
    `Cannot open the store ${file}: its schema has the step 002-cancel-and-priorkty, which no version has; it is damaged, take it from a copy`,
  );
});

test("a store of a newer version is refused, and left as it was", async () => {
  const file = join(newFolder(), "lab.sqlite");
  await (await openStore(file)).close();
  const database = new DatabaseSync(file);
  database.exec("insert into minibatch_migrations values ('999-later', '2099-01-01T00:00:00.000Z')");
  database.close();
  for (const create of [true, false]) {
    const refusal = await refusalOf(file, create);
    expect(refusal).toBeInstanceOf(InputError);
    expect(refusal.message).toBe(
      `Cannot open the store ${file}: its schema is 999-later, the newest this version knows is ${Object.keys(migrations(sqliteKind)).at(-1)}; update minibatch-lab`,
    );
  }
});

test("a place that is neither a file nor a Postgres URL is a wrong call", async () => {
  for (const [place, message] of [
    ["", "Cannot open a store without a name: write the path of a file, or postgres://user@host:port/database"],
    [
      "sqlite:",
      "Cannot open the store sqlite:: it has no name; write the path of a file, or postgres://user@host:port/database",
    ],
    [
      "mysql://ann:geheim@host/lab",
      "Cannot open the store mysql://***: it begins with mysql:; write the path of a file, or postgres://user@host:port/database",
    ],
    [
      "postgres://ann:ge/he?im@host/lab",
      "Cannot open the store postgres://***: it has an @, which ends user and password, behind a / ? or #; write postgres://user@host:port/database, and in user and password % as %25, @ as %40, / as %2F, ? as %3F, # as %23",
    ],
  ] as const) {
    const refusal = await refusalOf(place);
    expect(refusal).toBeInstanceOf(UsageError);
    expect(refusal.message).toBe(message);
  }
});

test("processes that open a new file at once and take its trials never take the same", async () => {
  const file = join(newFolder(), "lab.sqlite");
  const trials = 60;
  // The file is new to some of them, migrated by one, and filled by this process while the others already look.
  const openers = Promise.all(Array.from({ length: 4 }, () => openStore(file).then((store) => store.close())));
  const store = await openStore(file);
  await openers;
  const { experiment } = await addExperiment(store, trials);
  const taken = await Promise.all(Array.from({ length: 3 }, () => takeTrials(file, experiment.name)));
  expect(taken.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: trials }, (_, i) => i));
  expect((await store.summarizeExperiment(experiment.id)).counts.finished).toBe(trials);
  await store.close();
}, 60_000);
