import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fullKernels } from "../../wasm/full-kernels.ts";
import { tileShape } from "../../wasm/tile-shape.ts";
import { unpackModule } from "../../wasm/unpack.ts";
import { ANSWERS } from "./answers.ts";
import { keepVerdict, readVerdict, verdictFile } from "./kept-verdict.ts";
import { type MachineKey, machineKey } from "./machine-key.ts";
import type { Verdict } from "./probe-in-child.ts";
import { LEAST_GAIN, PROBE_RULE, type ProbeRule } from "./probe-rule.ts";
import { PROBES, WIDE_FLAG } from "./wide-flags.ts";

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

test.each<keyof MachineKey>(["node", "v8", "arch", "processor", "abilities", "kernels", "rule"])(
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

test.each<[string, Partial<ProbeRule>]>([
  ["least gain", { leastGain: 1.06 }],
  ["version", { version: PROBE_RULE.version + 1 }],
  ["answers", { answers: { ...ANSWERS, fast: ANSWERS.strict } }],
  ["tiles", { tiles: PROBE_RULE.tiles.toReversed() }],
])("a rule with other %s takes no verdict of this one", (_what, change) => {
  keepVerdict(folder, key, wide);
  expect(readVerdict(folder, machineKey({ ...PROBE_RULE, ...change }))).toBeNull();
  expect(readVerdict(folder, machineKey({ ...PROBE_RULE }))).toEqual(wide);
});

test("the rule has what decides: the least gain, and the tiles that wide vectors have", () => {
  expect(PROBE_RULE).toMatchObject({
    ...{ leastGain: LEAST_GAIN, answers: ANSWERS, flag: WIDE_FLAG, probes: PROBES },
    tiles: [{ wide: tileShape("strict", true) }, { wide: tileShape("relaxed", true) }],
  });
});

test("the key names this Node and this processor, and the kernels as they are", () => {
  expect(key).toMatchObject({ node: process.versions.node, v8: process.versions.v8, arch: process.arch });
  expect(key.kernels).toBe(createHash("sha256").update(unpackModule(fullKernels.packed)).digest("hex"));
  expect(key.processor).toMatch(/./);
  expect(machineKey()).toEqual(key);
});
