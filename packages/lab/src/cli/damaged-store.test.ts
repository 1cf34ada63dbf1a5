/** What the commands say of a store of which a part is damaged; what they tell to be typed can be pasted. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { smallExperiment } from "../../../study/test/small-experiment.ts";
import { callMinibatch } from "../../test/call-minibatch.ts";
import { fillSampleStore } from "../../test/sample-store.ts";
import { UsageError } from "../errors.ts";
import { makeDirectory } from "../files/make-directory.ts";
import { quoteArgument } from "../shell/write-command.ts";
import { openStore } from "../store/open-store.ts";

async function makeStore(...statements: readonly string[]): Promise<string> {
  const folder = join(mkdtempSync(join(tmpdir(), "damaged-")), "ann's runs; ls");
  mkdirSync(folder);
  const file = join(folder, "lab.sqlite");
  const store = await openStore(file);
  await fillSampleStore(store, { configurations: 2, epochs: 2 });
  await store.close();
  change(file, ...statements);
  return file;
}

function change(file: string, ...statements: readonly string[]): void {
  const database = new DatabaseSync(file);
  database.enableDefensive(false);
  for (const statement of statements) database.exec(statement);
  database.close();
}

/** A row is gone that the index still has. */
async function makeStoreWithDamagedIndex(): Promise<string> {
  const file = await makeStore();
  const database = new DatabaseSync(file);
  const index = database
    .prepare("select * from sqlite_schema where type = 'index' and tbl_name = 'trials' and sql is not null limit 1")
    .get() as Record<string, string | number>;
  database.close();
  change(file, "pragma writable_schema = on", `delete from sqlite_schema where name = '${index.name}'`);
  change(file, "delete from trials where number = 1");
  change(
    file,
    "pragma writable_schema = on",
    `insert into sqlite_schema values ('index', '${index.name}', 'trials', ${index.rootpage}, '${String(index.sql).replaceAll("'", "''")}')`,
  );
  return file;
}

/** What a shell makes of the command that a line ends with. */
function argumentsOf(line: string): string[] {
  const command = /minibatch (runs (?:rm|retry) .*)$/.exec(line)![1]!;
  return execFileSync("sh", ["-c", `printf '%s\\n' ${command}`], { encoding: "utf8" })
    .trimEnd()
    .split("\n");
}

test("a trial whose row is damaged is not said to be missing, and the fix can be pasted", async () => {
  const file = await makeStore("update trials set seconds = seconds + 1 where number = 0");
  const line = `Cannot read the trial optimizers/0 in ${file}: its row is damaged, its seal does not fit; train it again after: minibatch runs retry optimizers/0 --store ${quoteArgument(file)}\n`;
  for (const call of [
    ["runs", "show", "optimizers/0"],
    ["evaluate", "optimizers/0"],
  ]) {
    const { code, stderr } = await callMinibatch([...call, "--store", file]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: line });
  }
  expect(argumentsOf(line.trimEnd())).toEqual(["runs", "retry", "optimizers/0", "--store", file]);
  const missing = await callMinibatch(["runs", "show", "optimizers/99", "--store", file]);
  expect(missing.stderr).toMatch(/^Cannot find the trial .*: there is no trial of that number; /);
});

test("an experiment all of whose trials are damaged has trials", async () => {
  const file = await makeStore("update trials set seconds = seconds + 1");
  const compared = await callMinibatch(["runs", "compare", "optimizers", "--store", file]);
  expect(compared.stderr).toMatch(
    /\nCannot compare the configurations of optimizers: the rows of all its trials are damaged; take the store from a copy, or sweep it again after: /,
  );
  expect(argumentsOf(compared.stderr.trimEnd().split("\n").at(-1)!).at(-1)).toBe(file);
  const listed = await callMinibatch(["runs", "list", "optimizers", "--store", file]);
  expect(listed.stdout).toMatch(/\nNo trials to show: their rows are damaged\.\n$/);
});

test("the command about a damaged experiment can be pasted", async () => {
  const file = await makeStore("update experiments set created_at = created_at + 1");
  const { stderr } = await callMinibatch(["runs", "show", "optimizers", "--store", file]);
  expect(stderr).toMatch(/^Cannot rely on the experiment optimizers /);
  expect(argumentsOf(stderr.trimEnd())).toEqual(["runs", "rm", "optimizers", "--store", file]);
});

test("where an index is damaged the fix is to make it anew", async () => {
  const file = await makeStoreWithDamagedIndex();
  const fix = `mend it with: sqlite3 ${quoteArgument(file)} reindex, or take the store from a copy`;
  const { code, stderr } = await callMinibatch(["runs", "rm", "optimizers/0", "--yes", "--store", file]);
  const [damage, refusal] = stderr.trimEnd().split("\n");
  expect(damage).toMatch(/^Cannot rely on an index of the store /);
  expect(damage).toContain(`: what is read is read without it; ${fix}`);
  expect(refusal).toBe(`Cannot change the store ${file}: it can only be read, an index of it is damaged; ${fix}`);
  expect(code).not.toBe(0);
});

test("a folder for copies that is not there is told, with the store", async () => {
  const file = await makeStoreWithDamagedIndex();
  vi.stubEnv("TMPDIR", "/nonexist");
  try {
    const { stderr } = await callMinibatch(["runs", "list", "--store", file]);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe(
      `Cannot copy the store ${file} to read it to /nonexist/minibatch-store-: nothing can be made in /nonexist; set TMPDIR to a folder with room for it`,
    );
  } finally {
    vi.unstubAllEnvs();
  }
});

test.skipIf(process.platform === "win32")("links that lead nowhere are wrong input, and told as such", async () => {
  const file = await makeStore();
  const folder = mkdtempSync(join(tmpdir(), "links-"));
  const experiment = join(folder, "small.json");
  writeFileSync(experiment, JSON.stringify(smallExperiment));
  const [one, two] = [join(folder, "l1"), join(folder, "l2")] as const;
  symlinkSync(two, one);
  symlinkSync(one, two);
  for (const call of [
    ["sweep", experiment, "--store", join(one, "x")],
    ["runs", "export", "optimizers", "--store", file, "--out", join(one, "x.jsonl")],
    ["runs", "export", "optimizers", "--store", file, "--out", join(folder, "x".repeat(300))],
  ]) {
    const { code, stderr } = await callMinibatch(call);
    expect({ call, code, stderr }).toEqual({
      call,
      code: 2,
      stderr: expect.stringMatching(
        /: (?:(?:its )?links .*lead to each other in a circle|the system takes no name of this length); [^\n]+\n$/,
      ),
    });
    expect(stderr).not.toContain("the system says");
  }
  // where a report goes
  expect(() => makeDirectory(join(one, "x"))).toThrow(UsageError);
  const dangling = join(folder, "dangling");
  symlinkSync("gone/lab.sqlite", dangling);
  const target = join(folder, "gone", "lab.sqlite");
  const read = await callMinibatch(["runs", "list", "--store", dangling]);
  expect(read.stderr).toMatch(`: it is a link to ${target}, and there is no such file; `);
  await expect(openStore(dangling, { create: false })).rejects.toThrow(
    `Cannot open the store ${dangling}: it is a link to ${target}, and there is no such file; `,
  );
  await expect(openStore(dangling, { create: true })).rejects.toThrow(
    `Cannot make the store ${dangling}: it is a link to ${target}, and there is no folder ${join(folder, "gone")}; make it first`,
  );
});
