/**
 * Wrote the kept stores and what their build answers: `node --conditions=minibatch-source write-stores.ts CHECKOUT`, a built checkout of
 * November 2026 (bf780a9). They are not made again: a later build would only answer for itself.
 */
import { deepStrictEqual } from "node:assert";
import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { type Ended, ended } from "../run-minibatch.ts";
import { type ExperimentName, experimentFile } from "./experiments.ts";
import { finishPaused, foldProblems } from "./go-on.ts";
import { ASKED, recordAnswers } from "./record-answers.ts";

const checkout = resolve(process.argv[2]!);
const command = join(checkout, "packages/lab/bin/minibatch.js");
const scratch = mkdtempSync(join(tmpdir(), "stores-"));
mkdirSync(join(scratch, "none"));

const start = (args: readonly string[], { cwd }: { readonly cwd: string }): ChildProcess =>
  spawn(process.execPath, [command, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
const call = (args: readonly string[], cwd = scratch): Promise<Ended> => ended(start(args, { cwd }));
const keep = (name: string, bytes: string | Uint8Array): void =>
  writeFileSync(join(import.meta.dirname, "fixtures", `${name}.gz`), gzipSync(bytes, { level: 9 }));

async function must(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await call(args);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${stderr}`);
  return stdout;
}

const runFlags = (store: string): string[] => ["--offline", "--data", "none", "--store", store];

function writeFile(name: ExperimentName): string {
  writeFileSync(join(scratch, `${name}.json`), experimentFile(name));
  return `${name}.json`;
}

/** Ctrl-C once the first trials are told, again in a new store until some are finished, some paused and some not begun. */
async function interrupted(name: ExperimentName, prefix: string): Promise<string> {
  for (let attempt = 0; attempt < 30; attempt++) {
    const store = `${prefix}-${attempt}.sqlite`;
    if (prefix === "lab") copyFileSync(join(scratch, "lab.sqlite"), join(scratch, store));
    const child = start(["sweep", writeFile(name), "--workers", "2", ...runFlags(store)], { cwd: scratch });
    const end = ended(child);
    child.stderr!.on("data", (chunk: Buffer) => {
      if (/^\[ *\d+%\] #\d+ /m.test(chunk.toString()) && chunk.toString().includes("accuracy")) child.kill("SIGINT");
    });
    if ((await end).code !== 130) continue;
    using database = new DatabaseSync(join(scratch, store), { readOnly: true });
    const trials = database
      .prepare("select t.status, t.epochs from trials t join experiments e on e.id = t.experiment_id where e.name = ?")
      .all(name);
    const has = (wanted: string, begun: boolean): boolean =>
      trials.some(({ status, epochs }) => status === wanted && Number(epochs) > 0 === begun);
    if (has("finished", true) && has("ready", true) && has("ready", false)) return store;
  }
  throw new Error(`${name} was never caught in the middle`);
}

/** The file with small pages and nothing beside it. */
function packed(store: string): Buffer {
  const small = join(scratch, `small-${store.replaceAll("/", "-")}`);
  const database = new DatabaseSync(join(scratch, store));
  database.exec("pragma journal_mode = delete; pragma page_size = 512; vacuum");
  database.exec(`vacuum into '${small}'`);
  database.close();
  return readFileSync(small);
}

/** Opens what was packed in a folder of its own, as the test does. */
function copyOf(bytes: Uint8Array, name: string): { folder: string; store: string } {
  const folder = mkdtempSync(join(scratch, "copy-"));
  mkdirSync(join(folder, "none"));
  const store = join(folder, name);
  writeFileSync(store, bytes);
  return { folder, store };
}

async function keepStore(name: "lab" | "paused", bytes: Uint8Array): Promise<void> {
  const { folder, store } = copyOf(bytes, `${name}.sqlite`);
  const answers = await recordAnswers((args) => call(args, folder), folder, { store, ...ASKED[name] });
  keep(`${name}.sqlite`, bytes);
  keep(`${name}-answers.json`, JSON.stringify(answers, null, 1));
}

async function writeLab(): Promise<void> {
  await must("sweep", writeFile("mixed"), "--workers", "2", ...runFlags("lab.sqlite"));
  await must("train", writeFile("alone"), "--out", "alone.minibatch", ...runFlags("lab.sqlite"));
  const store = await interrupted("troubled", "lab");
  await must("runs", "cancel", "troubled", "--store", store);
  await must("runs", "rm", "troubled/1", "--yes", "--store", store);
  await keepStore("lab", packed(store));
}

async function writePaused(): Promise<void> {
  const bytes = packed(await interrupted("paused", "paused"));
  await keepStore("paused", bytes);
  const { folder, store } = copyOf(bytes, "paused.sqlite");
  const ends = await finishPaused(start, folder, store);
  keep("paused-finished.jsonl", `${ends.join("\n")}\n`);
}

/**
 * A reproduction of which problems 1 to 3 are solved. The claims' trials, the weights and the networks of the best trainings, which are most
 * of its 60 MB, are taken out: they cannot be had again from it, and no figure of the problems asks for them.
 */
async function writeReproduction(): Promise<void> {
  mkdirSync(join(scratch, "report"));
  const flags = "reproduce --quick --seed 1 --offline --numerics strict --data none --out report".split(" ");
  await must(...flags);
  const source = join(checkout, "packages/lab/src/runner/sealed-result.ts");
  const { sealResult } = (await import(pathToFileURL(source).href)) as {
    sealResult(task: unknown, result: unknown): unknown;
  };
  const database = new DatabaseSync(join(scratch, "report", "runs.sqlite"));
  const claims = 'select id from trials where parameters like \'%"section":"claims"%\'';
  for (const table of ["metrics", "results", "attempts"])
    database.exec(`delete from ${table} where trial_id in (${claims})`);
  database.exec(`delete from trials where id in (${claims}); delete from blobs`);
  const best = database.prepare("select t.id, t.task, r.json from trials t join results r on r.trial_id = t.id").all();
  for (const { id, task, json } of best as unknown as { id: number; task: string; json: string }[]) {
    const { result } = JSON.parse(json) as { result: { weights?: string | null } };
    if ((result.weights ?? "").length < 100_000) continue;
    const sealed = sealResult(JSON.parse(task), { ...result, weights: "" });
    database.prepare("update results set json = ? where trial_id = ?").run(JSON.stringify(sealed), id);
  }
  database.close();
  const bytes = packed("report/runs.sqlite");
  const { folder } = copyOf(bytes, "runs.sqlite");
  const given = await foldProblems(start, folder);
  const whole = JSON.parse(readFileSync(join(scratch, "report", "results.json"), "utf8")) as Record<string, unknown>;
  for (const part of ["problem1", "problem2", "problem3"]) deepStrictEqual(given.results[part], whole[part]);
  keep("reproduction.sqlite", bytes);
  keep("reproduction-given.json", JSON.stringify(given, null, 1));
}

try {
  mkdirSync(join(import.meta.dirname, "fixtures"), { recursive: true });
  const all = { lab: writeLab, paused: writePaused, reproduction: writeReproduction };
  const asked = process.argv.slice(3);
  for (const [name, write] of Object.entries(all)) if (asked.length === 0 || asked.includes(name)) await write();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
