/** The probe in its child process, and what is made of each of its ends. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withOneChange } from "../../../test/change-kernels.ts";
import { ANSWERS } from "./answers.ts";
import type { ProbeReport } from "./probe.ts";
import { judge, probeInChild } from "./probe-in-child.ts";
import { LEAST_GAIN } from "./probe-rule.ts";

/** Of a busy machine. */
const TIMEOUT = 50_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "probe-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** A verdict on a child that runs this in place of the probe. */
const probeOf = (program: string, timeout = TIMEOUT) =>
  probeInChild({ program: fileOf("program.mjs", program), timeout });

describe.runIf(process.arch === "x64")("the probe", () => {
  test("finds the known answers on wide vectors", async () => {
    const { report } = await probeInChild({ timeout: TIMEOUT });
    expect(report?.answers).toEqual(ANSWERS);
    // how much quicker is the machine's affair, of which a test knows nothing
    expect(report?.milliseconds).toEqual({ narrow: expect.any(Number), wide: expect.any(Number) });
  });

  test.each([2, 40])("refuses kernels of which one bit differs, in addition %i", async (nth) => {
    const kernels = fileOf("kernels.wasm", withOneChange(nth));
    const verdict = await probeInChild({ kernels, timeout: TIMEOUT });
    expect(verdict).toMatchObject({ isWide: false, mayChange: false });
    expect(verdict.reason).toMatch(/^strict kernels gave other bits: SHA-256 is [0-9a-f]{12}, should be [0-9a-f]{12}$/);
  });

  test("refuses a module that is none", async () => {
    const verdict = await probeInChild({ kernels: fileOf("none.wasm", "no module"), timeout: TIMEOUT });
    expect(verdict).toMatchObject({ isWide: false, report: null, mayChange: false });
    expect(verdict.reason).toMatch(/^the probe failed \(CompileError: /);
  });
});

describe("a child that", () => {
  test("crashes", async () => {
    const { isWide, reason } = await probeOf(`process.kill(process.pid, "SIGILL"); setInterval(() => {}, 1000);`);
    expect(isWide).toBe(false);
    expect(reason).toBe("the probe was ended by SIGILL: V8 cannot widen these kernels");
  });

  test("does not end", async () => {
    const begin = performance.now();
    const verdict = await probeOf("setInterval(() => {}, 1000);", 300);
    expect(performance.now() - begin).toBeLessThan(20_000);
    expect(verdict).toMatchObject({ isWide: false, mayChange: true, reason: "the probe took longer than 300 ms" });
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "console.log('fast')"],
    ["something else", "console.log('{}')"],
    ["times that are none", `console.log(JSON.stringify({ answers: { strict: "", fast: "" }, milliseconds: {} }))`],
  ])("says %s", async (_what, program) => {
    const verdict = await probeOf(program);
    expect(verdict).toMatchObject({ isWide: false, report: null, reason: "the probe failed (exit code 0)" });
  });

  test("throws", async () => {
    expect((await probeOf("throw new RangeError('too little')")).reason).toBe(
      "the probe failed (RangeError: too little)",
    );
  });

  test.each(["Error: unrecognized flag --no-such\\nTry --help for options", "node: bad option: --no-such"])(
    "has no such flag: %s",
    async (said) => {
      const { isWide, reason } = await probeOf(`process.stderr.write("${said}\\n"); process.exit(9);`);
      expect(isWide).toBe(false);
      expect(reason).toBe(`Node ${process.versions.node} does not know --no-such; Node 24 does`);
    },
  );

  // each kind of child is told by its first argument
  test.each(["whole", "grown"])("crashes as %s alone", async (kind) => {
    const report: ProbeReport = { answers: ANSWERS, milliseconds: { narrow: 2, wide: 1 } };
    const well = `console.log(${JSON.stringify(JSON.stringify(report))});`;
    const program = (name: string) =>
      `if (process.argv[2] === "${name}") process.kill(process.pid, "SIGSEGV"); else ${well}`;
    expect((await probeOf(program("neither"))).isWide).toBe(true);
    expect((await probeOf(program(kind))).reason).toMatch(/^the probe was ended by SIGSEGV/);
  });

  test("is killed from outside, as for want of memory: that may change", async () => {
    const verdict = await probeOf('process.kill(process.pid, "SIGKILL")');
    expect(verdict).toMatchObject({ isWide: false, mayChange: true });
    expect(verdict.reason).toBe("the probe was ended by SIGKILL");
  });

  test("is not there", async () => {
    const verdict = await probeInChild({ node: join(folder, "no-node"), timeout: TIMEOUT });
    expect(verdict).toMatchObject({ isWide: false, mayChange: true });
    expect(verdict.reason).toMatch(/^the probe does not start \(.*ENOENT\)$/);
  });

  test("does not get the options of its caller's environment", async () => {
    const before = process.env.NODE_OPTIONS;
    process.env.NODE_OPTIONS = "--no-such-option";
    try {
      expect((await probeOf("throw new RangeError('started')")).reason).toContain("started");
    } finally {
      if (before === undefined) delete process.env.NODE_OPTIONS;
      else process.env.NODE_OPTIONS = before;
    }
  });
});

describe("a report", () => {
  const of = (narrow: number, wide: number): ProbeReport => ({ answers: ANSWERS, milliseconds: { narrow, wide } });

  test("of equal bits and a gain", () => {
    expect(judge([of(3, 2)])).toMatchObject({ isWide: true, reason: "equal bits, a step is 1.50 times as fast" });
    expect(judge([of(LEAST_GAIN, 1)]).isWide).toBe(true);
  });

  test("of equal bits and none", () => {
    const verdict = judge([of(LEAST_GAIN - 0.001, 1)]);
    expect(verdict).toMatchObject({
      isWide: false,
      mayChange: true,
      reason: "a step is only 1.05 times as fast, should be 1.05",
    });
    expect(judge([of(Number.NaN, 1)]).isWide).toBe(false);
  });

  test("of other bits, whatever the gain", () => {
    const fast = "0".repeat(64);
    expect(judge([of(3, 1), { answers: { ...ANSWERS, fast }, milliseconds: null }])).toMatchObject({
      isWide: false,
      mayChange: false,
      reason: `fast kernels gave other bits: SHA-256 is 000000000000, should be ${ANSWERS.fast.slice(0, 12)}`,
    });
  });
});
