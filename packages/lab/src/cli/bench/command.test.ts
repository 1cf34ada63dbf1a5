import { mkdtempSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { runMinibatch } from "../../../test/run-minibatch.ts";
import type { BenchResults } from "./bench-results.ts";
import { SMALL_SIZE } from "./cases/bench-size.ts";
import { run } from "./run.ts";

const newFolder = (): string => mkdtempSync(join(tmpdir(), "bench-command-"));

describe.concurrent("minibatch bench", () => {
  test("--help has an example", async () => {
    const { code, stdout, stderr } = await runMinibatch(["bench", "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("$ minibatch bench");
    expect(stdout).toContain("--threads <n>");
  });

  test.each([
    [["--threads", "0"], /^Cannot run minibatch bench: [^\n]*It should be a whole number from 1 to 255[^\n]*\n$/],
    [["--data", "/nowhere/data"], /^Cannot use \/nowhere\/data \(--data\): there is no such directory[^\n]*\n$/],
    [["quickly"], /^Cannot run minibatch bench: too many arguments[^\n]*\n$/],
  ])("%j ends with 2 and one line", async (args, message) => {
    const { code, stdout, stderr } = await runMinibatch(["bench", ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

/** What a small run writes; in this process, so that it may be small. */
async function benchSmall() {
  const written = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((chunk) => {
      written[name] += String(chunk);
      return true;
    }),
  );
  try {
    await run({ json: true, threads: 2, data: newFolder() }, SMALL_SIZE);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return written;
}

const positive = expect.toSatisfy((value: unknown) => typeof value === "number" && value > 0, "a positive number");
const text = expect.stringMatching(/./);

test("--json prints one document with every case", async () => {
  const { stdout, stderr } = await benchSmall();
  const { environment, cases, ...rest } = JSON.parse(stdout) as BenchResults;
  expect(rest).toEqual({});
  expect(environment).toEqual({
    minibatch: text,
    node: process.version,
    platform: text,
    cpu: text,
    cores: availableParallelism(),
    threads: 2,
    load: expect.any(Number),
    blas: environment.blas === null ? null : text,
    vectors: 128,
    fmaPeak: positive,
    data: "synthetic",
    date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect(cases.map(({ id }) => id)).toEqual(["A", "A1", "A2", "B-sgd", "B-adam", "C-wasm", "C-blas", "D", "E"]);
  for (const { id, seconds, narrowSeconds, threads, numerics, gflops, limitShare, ...other } of cases) {
    expect(narrowSeconds).toBeNull();
    expect(numerics).toBe("fast");
    expect([1, 2]).toContain(threads);
    if (other.skipped !== undefined) {
      expect({ id, seconds, gflops, limitShare, other }).toEqual({
        id: "C-blas",
        seconds: null,
        gflops: null,
        limitShare: null,
        other: { skipped: text },
      });
      continue;
    }
    expect({ id, seconds, other }).toEqual({ id, seconds: positive, other: {} });
    if (id === "E") expect({ gflops, limitShare }).toEqual({ gflops: null, limitShare: null });
    else expect(limitShare).toBeCloseTo(gflops! / (environment.fmaPeak * threads), 9);
    if (id === "A1" || id.startsWith("B")) expect(threads).toBe(1);
  }
  expect(stderr).toContain("SYNTHETIC digits stand in for MNIST");
  expect(stderr).toContain("A1: the same on one thread\n");
});
