import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readExperiment } from "../packages/lab/src/experiment-files/read-experiment.ts";
import { callMinibatch } from "../packages/lab/test/call-minibatch.ts";
import { testWith } from "../packages/lab/test/requirements.ts";

/** Runs one example against the library's sources; it asserts its own result. */
function run(name: string, ...call: string[]): string {
  const command = ["--conditions=minibatch-source", join(import.meta.dirname, `${name}.ts`), ...call];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout;
}

test.each(["xor", "spirals", "threads"])("examples/%s.ts runs and finds what it asserts", (name) => {
  expect(run(name)).not.toBe("");
});

testWith("mnist", "examples/mnist-mlp.ts runs and finds what it asserts", (data) => {
  expect(run("mnist-mlp", join(data, "mnist"))).toMatch(/test: loss .*, accuracy 0\.9[6-9]/);
});

test.each(["optimizers.ts", "learning-rates.yaml", "halving.json"])("examples/%s is an experiment", async (name) => {
  const { spec } = await readExperiment(join(import.meta.dirname, name));
  expect(spec.name).toBe(name.split(".")[0]);
});

test.each(["own-training.yaml", "own-loss.ts"])(
  "examples/%s is swept with its own training",
  { timeout: 120_000 },
  async (name) => {
    const store = join(mkdtempSync(join(tmpdir(), "examples-")), "a.sqlite");
    const { code, stderr } = await callMinibatch(["sweep", join(import.meta.dirname, name), "--store", store]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).not.toContain("failed");
  },
);

test("every example is used above", () => {
  const names = globSync("*.{ts,yaml,json}", { cwd: import.meta.dirname }).filter((file) => !file.endsWith(".test.ts"));
  expect(names.sort()).toEqual([
    "halving.json",
    "learning-rates.yaml",
    "mnist-mlp.ts",
    "optimizers.ts",
    "own-loss.ts",
    "own-training.ts",
    "own-training.yaml",
    "spirals.ts",
    "threads.ts",
    "xor.ts",
  ]);
});
