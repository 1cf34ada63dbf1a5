import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

/** The same experiment of a smaller budget, in a file beside the examples' data. */
function shortened(name: string, folder: string): string {
  const whole = readFileSync(join(import.meta.dirname, name), "utf8");
  const short = whole
    .replace(/epochs: \d+/, "epochs: 12")
    .replace(/^repeats: .*$/m, (line) => (line.includes("folds") ? "repeats: { folds: 2 }" : "repeats: 2"));
  expect(short).not.toBe(whole);
  const file = join(folder, name);
  cpSync(join(import.meta.dirname, "data"), join(folder, "data"), { recursive: true });
  writeFileSync(file, short);
  return file;
}

interface Evaluated {
  readonly accuracy?: number;
  readonly perTarget?: readonly { readonly rSquared: number }[];
}

test.each([
  ["penguins", "penguin-networks", 6, 11, ({ accuracy }: Evaluated) => accuracy, 0.9],
  ["houses", "houses", 2, 0, ({ perTarget }: Evaluated) => perTarget?.[0]?.rSquared, 0.8],
])(
  "examples/%s.yaml is swept, and its network answers rows of its file",
  { timeout: 120_000 },
  async (file, name, configurations, number, figureOf, least) => {
    const folder = mkdtempSync(join(tmpdir(), "examples-"));
    const call = async (...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await callMinibatch([...args, "--store", join(folder, "a.sqlite")]);
      expect(code, stderr).toBe(0);
      return stdout;
    };
    await call("sweep", shortened(`${file}.yaml`, folder));
    const { ranking } = JSON.parse(await call("runs", "compare", name, "--json")) as { readonly ranking: unknown[] };
    expect(ranking).toHaveLength(configurations);
    const trial = `${name}/${number}`;
    expect(figureOf(JSON.parse(await call("evaluate", trial, "--json")) as Evaluated)).toBeGreaterThan(least);
    const rows = join(folder, `data/${file}.csv`);
    const answers = await call("predict", trial, "--input", rows);
    expect(answers.split("\n")).toHaveLength(readFileSync(rows, "utf8").split("\n").length);
    rmSync(folder, { recursive: true });
  },
);

test.each(["lenet.yaml", "cnn-mnist.yaml", "residual-digits.yaml"])(
  "examples/%s learns drawn digits: a thousand, three times over",
  { timeout: 120_000 },
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), "examples-"));
    const short = readFileSync(join(import.meta.dirname, name), "utf8")
      .replace(/epochs: \d+/, "epochs: 3")
      .replace(/over: \d+/, "over: 3")
      .replace(/batchSize: \d+/, "batchSize: 20")
      .replace(/^data: .*$/m, "data: { set: digits-synthetic, trainRows: 1000, validationRows: 100, testRows: 500 }");
    const file = join(folder, name);
    writeFileSync(file, short);
    const given = ["--store", join(folder, "a.sqlite"), "--out", join(folder, "network.minibatch"), "--json"];
    const { code, stdout, stderr } = await callMinibatch(["train", file, ...given]);
    expect(code, stderr).toBe(0);
    const { test: figures } = JSON.parse(stdout) as { test: { loss: number; accuracy: number } };
    // ten digits: a network that learns nothing has .1, and ln 10 = 2.3
    expect(figures.accuracy).toBeGreaterThan(0.5);
    expect(figures.loss).toBeLessThan(1.5);
    rmSync(folder, { recursive: true });
  },
);

test.each(["own-training.yaml", "own-loss.yaml"])(
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
    "cnn-mnist.yaml",
    "halving.json",
    "houses.yaml",
    "learning-rates.yaml",
    "lenet.yaml",
    "mnist-mlp.ts",
    "optimizers.ts",
    "own-loss.ts",
    "own-loss.yaml",
    "own-training.ts",
    "own-training.yaml",
    "penguins.yaml",
    "residual-digits.yaml",
    "spirals.ts",
    "threads.ts",
    "xor.ts",
  ]);
});
