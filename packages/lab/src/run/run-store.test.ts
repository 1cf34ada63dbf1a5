import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { InputError, UsageError } from "../errors.ts";
import { openRunStore, type RunStore } from "./run-store.ts";
import type { Task } from "./task.ts";
import type { TaskScope } from "./task-key.ts";

const SCOPE: TaskScope = { numerics: "strict", kernels: "wasm-strict", data: { images: "ab" }, version: "0.1.0" };
const TASK: Task = { kind: "train", id: "a/b" };

function newStore(
  scope: TaskScope = SCOPE,
  directory = mkdtempSync(join(tmpdir(), "store-")),
): { directory: string; store: RunStore } {
  return { directory, store: openRunStore(directory, scope) };
}

function onlyFile(directory: string): string {
  return join(directory, "runs", readdirSync(join(directory, "runs"))[0]!);
}

test("a result is found again, and its checkpoint is gone with it", () => {
  const { directory, store } = newStore();
  expect(store.findRun(TASK)).toBeNull();
  store.saveCheckpoint(TASK, Uint8Array.of(1, 2, 3));
  expect(store.findCheckpoint(TASK)).toEqual(Uint8Array.of(1, 2, 3));
  store.saveRun(TASK, { result: { loss: [0.1, 0.25] }, seconds: 2 });
  expect(newStore(SCOPE, directory).store.findRun(TASK)).toMatchObject({ result: { loss: [0.1, 0.25] }, seconds: 2 });
  expect(readdirSync(join(directory, "runs"))).toEqual([`${store.keyOf(TASK)}.json`]);
});

test.each([
  ["numerics", { numerics: "fast" }],
  ["kernels", { kernels: "wasm-relaxed" }],
  ["data", { data: { images: "ac" } }],
  ["version", { version: "0.1.1" }],
])("other %s are other runs", (_, change) => {
  const { directory, store } = newStore();
  store.saveRun(TASK, { result: 1, seconds: 2 });
  expect(newStore({ ...SCOPE, ...(change as Partial<TaskScope>) }, directory).store.findRun(TASK)).toBeNull();
});

describe("what is not whole is refused in one line that names the file and the fix", () => {
  test.each<[string, (text: string) => string]>([
    ["cut short", (text) => text.slice(0, -20)],
    ["one digit changed", (text) => text.replace("0.25", "0.26")],
    ["another format", (text) => text.replace("minibatch.run/1", "minibatch.run/9")],
    ["another run's", (text) => text.replace(/"key":"../, '"key":"zz')],
    ["without a result", () => '{"format":"minibatch.run/1"}'],
    ["null", () => "null"],
    ["empty", () => ""],
  ])("a result %s", (_, damage) => {
    const { directory, store } = newStore();
    store.saveRun(TASK, { result: { loss: [0.1, 0.25] }, seconds: 2 });
    const file = onlyFile(directory);
    writeFileSync(file, damage(readFileSync(file, "utf8")));
    const line = new RegExp(`^Cannot go on from ${file}: .*; delete this file to train that run again$`);
    expect(() => store.findRun(TASK)).toThrow(line);
    expect(() => store.findRun(TASK)).toThrow(InputError);
  });

  test.each<[string, (bytes: Buffer) => Uint8Array]>([
    ["cut short", (bytes) => bytes.subarray(0, -1)],
    ["cut to its head", (bytes) => bytes.subarray(0, 10)],
    ["one bit changed", (bytes) => Uint8Array.from(bytes, (byte, i) => (i === bytes.length - 2 ? byte ^ 1 : byte))],
  ])("a checkpoint %s", (_, damage) => {
    const { directory, store } = newStore();
    store.saveCheckpoint(TASK, new Uint8Array(100).fill(7));
    const file = onlyFile(directory);
    writeFileSync(file, damage(readFileSync(file)));
    expect(() => store.findCheckpoint(TASK)).toThrow(`Cannot go on from ${file}: `);
    expect(() => store.findCheckpoint(TASK)).toThrow(InputError);
  });
});

test("a file where the directory should be is refused in one line", () => {
  const file = join(mkdtempSync(join(tmpdir(), "store-")), "file");
  writeFileSync(file, "");
  expect(() => newStore(SCOPE, file)).toThrow(UsageError);
  expect(() => newStore(SCOPE, file)).toThrow(
    /^Cannot make the directory .*file.*, should be a directory; give --out a directory that can be written$/,
  );
});
