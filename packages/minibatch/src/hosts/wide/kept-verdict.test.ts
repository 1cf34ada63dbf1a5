import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ANSWERS } from "./answers.ts";
import { keepVerdict, readVerdict, verdictFile } from "./kept-verdict.ts";
import { type MachineKey, machineKey } from "./machine-key.ts";
import type { Verdict } from "./probe-in-child.ts";

const key = machineKey();
const wide: Verdict = {
  isWide: true,
  reason: "equal bits",
  report: { answers: ANSWERS, milliseconds: { narrow: 2, wide: 1 } },
  mayChange: false,
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "verdict-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("what is kept is read again, from a folder that was not there, with nothing left beside", () => {
  const deeper = join(folder, "a", "b");
  expect(readVerdict(deeper, key)).toBeNull();
  keepVerdict(deeper, key, wide);
  expect(readVerdict(deeper, key)).toEqual(wide);
  expect(readdirSync(deeper)).toHaveLength(1);
});

test.each<keyof MachineKey>(["node", "v8", "arch", "processor", "kernels"])(
  "another %s is probed by itself",
  (name) => {
    keepVerdict(folder, key, wide);
    const other = { ...key, [name]: "another" };
    expect(readVerdict(folder, other)).toBeNull();
    // nor does a file pass that was copied to its place
    writeFileSync(verdictFile(folder, other), readFileSync(verdictFile(folder, key)));
    expect(readVerdict(folder, other)).toBeNull();
    expect(readVerdict(folder, key)).toEqual(wide);
  },
);

test.each([
  ["empty", () => ""],
  ["cut short", (text: string) => text.slice(0, -20)],
  ["of another format", (text: string) => text.replace('"format": 1', '"format": 2')],
  ["without a verdict", (text: string) => text.replace('"verdict"', '"other"')],
  ["with a verdict that is none", (text: string) => text.replace('"isWide": true', '"isWide": "yes"')],
  ["from the future", (text: string) => text.replace(/"at": \d+/, `"at": ${Date.now() + HOUR}`)],
])("a file that is %s is none", (_what, change) => {
  keepVerdict(folder, key, wide);
  const file = verdictFile(folder, key);
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
  expect(readVerdict(folder, key)).toBeNull();
});

test("a verdict that hangs on the machine's other work holds for an hour, another for ever", () => {
  const now = Date.now();
  const slow: Verdict = { ...wide, isWide: false, mayChange: true };
  keepVerdict(folder, key, slow, now - 59 * MINUTE);
  expect(readVerdict(folder, key, now)).toEqual(slow);
  expect(readVerdict(folder, key, now + 2 * MINUTE)).toBeNull();
  keepVerdict(folder, key, wide, now - 10_000 * HOUR);
  expect(readVerdict(folder, key, now)).toEqual(wide);
});

test("a folder that cannot be made keeps nothing and stops nothing", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  keepVerdict(file, key, wide);
  expect(readVerdict(file, key)).toBeNull();
});

test("the key names this Node and this processor", () => {
  expect(key).toMatchObject({ node: process.versions.node, v8: process.versions.v8, arch: process.arch });
  expect(key.processor).toMatch(/./);
  expect(machineKey()).toEqual(key);
});
