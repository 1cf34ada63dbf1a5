/** How wide the vectors of a command are: processes of their own, for one process decides once. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { arch, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runMinibatch } from "../../../test/run-minibatch.ts";
import { COMMANDS, TRAINING_COMMANDS } from "../commands.ts";

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "vectors-"));
});
afterEach(() => rmSync(cache, { recursive: true }));

/** A command that ends at once, after its vectors were settled. */
const start = (env: Record<string, string>, ...flags: string[]) =>
  runMinibatch(["evaluate", "no-such-model", ...flags], {
    env: { XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, HOME: cache, ...env },
  });
const folder = (): string => join(cache, "minibatch", "wide-vectors");
const vectorsLine = (stderr: string): string => stderr.split("\n").find((line) => line.startsWith("Vectors")) ?? "";

test("off is off, and is said with --debug alone", async () => {
  const quiet = await start({ MINIBATCH_WIDE: "off" });
  expect(quiet.stderr).toMatch(/^Cannot [^\n]*no-such-model[^\n]*\n$/);
  const told = await start({ MINIBATCH_WIDE: "off" }, "--debug");
  expect(vectorsLine(told.stderr)).toMatch(/^Vectors of 128 bits: MINIBATCH_WIDE=off \(\d+\.\d ms\)\.$/);
  expect(readdirSync(cache)).toEqual([]);
});

test("another value is refused in one line", async () => {
  const { code, stdout, stderr } = await start({ MINIBATCH_WIDE: "yes" });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe('Cannot read MINIBATCH_WIDE: it is "yes", should be on or off; leave it out for on\n');
});

describe.runIf(arch() === "x64" && process.platform !== "darwin")("on", () => {
  test("it probes once, keeps that, and leaves no marker", async () => {
    const first = await start({ MINIBATCH_WIDE: "on" }, "--debug");
    expect(vectorsLine(first.stderr)).toMatch(/^Vectors of (128|256) bits: [^\n]*\(\d+\.\d ms\)\.$/);
    const kept = readdirSync(folder());
    expect(kept).toEqual([expect.stringMatching(/^wide-vectors-[0-9a-f]{16}\.json$/)]);
    const second = await start({ MINIBATCH_WIDE: "" }, "--debug");
    expect(vectorsLine(second.stderr)).toContain(`, as kept in ${folder()}`);
    expect(readdirSync(folder())).toEqual(kept);
    const quiet = await start({ MINIBATCH_WIDE: "on" });
    expect(quiet.stderr).toMatch(/^Cannot [^\n]*no-such-model[^\n]*\n$/);
  });

  test("a folder that cannot be written leaves 128 bits", async () => {
    writeFileSync(join(cache, "minibatch"), "");
    const { stderr } = await start({ MINIBATCH_WIDE: "on" }, "--debug");
    expect(vectorsLine(stderr)).toMatch(/^Vectors of 128 bits: \S+ cannot be written \((ENOTDIR|EEXIST)\)/);
  });

  test("three deaths that no good runs make up for turn it off until it is asked for", async () => {
    mkdirSync(folder(), { recursive: true });
    writeFileSync(join(folder(), "deaths.json"), JSON.stringify({ count: 3, lived: 5000, good: 0 }));
    const { stderr } = await start({ MINIBATCH_WIDE: "" }, "--debug");
    expect(vectorsLine(stderr)).toMatch(
      /^Vectors of 128 bits: 3 runs on wide vectors ended without an end; MINIBATCH_WIDE=on tries again/,
    );
    const asked = await start({ MINIBATCH_WIDE: "on" }, "--debug");
    expect(vectorsLine(asked.stderr)).not.toContain("without an end");
  });
});

test("only commands that train settle it, and each of them is one", async () => {
  const names = COMMANDS.map((create) => create().name());
  expect(names).toEqual(expect.arrayContaining([...TRAINING_COMMANDS]));
  const { stderr } = await runMinibatch(["schema", "--debug"], {
    env: { XDG_CACHE_HOME: cache, MINIBATCH_WIDE: "no" },
  });
  expect(stderr).toBe("");
});
