import { spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import { drawDigits } from "../packages/data/src/digits/draw-digits.ts";
import { type Comparison, listMissed, writeComparison } from "./compare/comparison.ts";
import { provideDigits } from "./compare/digits-to-time.ts";
import { COMPARED, readCompareOptions } from "./compare/options.ts";
import { comparePairs, judgeRatio } from "./compare/paired-ratio.ts";
import { describeEnvironment } from "./environment.ts";
import { testRows, trainingRows } from "./peers/data.ts";

const root = join(import.meta.dirname, "..");

test("the interval is Student's of the logarithms, taken back", () => {
  const ratios = [1.02, 0.97, 1.05, 1.01];
  const compared = comparePairs(ratios.map((ratio, i) => ({ before: i + 1, after: (i + 1) * ratio })));
  // by SciPy 1.17.1: numpy.exp of the mean of the logarithms, -+ stats.t.ppf(.975, 3) * sd / 2
  expect(compared.mean).toBeCloseTo(1.012093521058336, 12);
  expect(compared.interval![0]).toBeCloseTo(0.9606727303840384, 10);
  expect(compared.interval![1]).toBeCloseTo(1.066266651452439, 10);
  expect(compared.before.median).toBe(2.5);
  expect(compared.ofMedians).toBeCloseTo((2 * 0.97 + 3 * 1.05) / 5, 12);
});

test("turned round, a comparison is the other way round; what slows both of a pair changes nothing", () => {
  const pairs = [1.1, 0.9, 1.3].map((ratio, i) => ({ before: 10 ** i, after: 10 ** i * ratio }));
  const there = comparePairs(pairs);
  const back = comparePairs(pairs.map(({ before, after }) => ({ before: after, after: before })));
  expect(back.mean).toBeCloseTo(1 / there.mean, 12);
  expect(back.interval![0]).toBeCloseTo(1 / there.interval![1], 12);
  const slowed = comparePairs(pairs.map(({ before, after }) => ({ before: 7 * before, after: 7 * after })));
  expect(slowed.interval![1]).toBeCloseTo(there.interval![1], 12);
});

test("the limit is on the low end, wider for two threads; of one pair nothing is judged", () => {
  expect(judgeRatio("A1", { interval: [1.03, 1.2] })).toEqual({ lowAtMost: 1.03, passed: true });
  expect(judgeRatio("A1", { interval: [1.031, 1.04] })).toEqual({ lowAtMost: 1.03, passed: false });
  expect(judgeRatio("A", { interval: [1.09, 1.2] })).toEqual({ lowAtMost: 1.1, passed: true });
  expect(judgeRatio("A", { interval: [1.11, 1.2] }).passed).toBe(false);
  expect(judgeRatio("E", comparePairs([{ before: 1, after: 9 }])).passed).toBe(null);
});

const rounded = { before: { median: 1 }, after: { median: 2 }, ofMedians: 2, mean: 2, pairs: [], unit: "step" };
const comparison: Comparison = {
  schema: "minibatch.comparison/1",
  environment: { ...describeEnvironment(), commit: "new" },
  against: "old",
  digits: "synthetic",
  cases: [
    { ...rounded, id: "B-sgd", title: "", interval: [1.5, 2.5], limit: { lowAtMost: 1.03, passed: false } },
    { ...rounded, id: "E", title: "", interval: null, limit: { lowAtMost: 1.03, passed: null } },
  ],
  size: { id: "F", title: "", before: 40_000, after: 48_000, limit: { most: 47_000, passed: false } },
};

test("a missed limit is told as missed, one that nobody could judge is not", () => {
  expect(listMissed(comparison)).toEqual(["B-sgd", "F"]);
  expect(listMissed({ ...comparison, cases: [], size: null })).toEqual([]);
  const met = { ...comparison.cases[0]!, limit: { lowAtMost: 1.03, passed: true } };
  const rows = ([0.9, 1] as const).map(
    (low) => writeComparison({ ...comparison, cases: [{ ...met, interval: [low, 1.05] }] }).split("\n")[2],
  );
  expect(rows).toEqual([expect.stringMatching(/ met, but noisy$/), expect.stringMatching(/ met$/)]);
  const [head, , sgd, first, size] = writeComparison(comparison).split("\n");
  expect(head).toMatch(/SYNTHETIC digits$/);
  expect(sgd).toMatch(/^B-sgd, step +1\.00 s +2\.00 s +2\.000 +1\.500 to 2\.500 +low end <= 1\.03 +MISSED$/);
  expect(first).toMatch(/one pair .*not judged$/);
  expect(size).toMatch(/^F, gzip +40\.0 KB +48\.0 KB +1\.200 +<= 47\.0 KB +MISSED$/);
});

test("the cases are those of the benchmark, but for the system's BLAS", () => {
  expect(COMPARED.map(({ id }) => id)).toEqual(["A", "A1", "A2", "B-sgd", "B-adam", "C-wasm", "D"]);
});

test.each([
  ["no revision", [], '--against is ""'],
  ["an option to git", ["--against=--all"], '--against is "--all"'],
  ["half a pair", ["--against", "HEAD", "--pairs", "0.5"], "--pairs is 0.5"],
  ["no such case", ["--against", "HEAD", "--cases", "A,G"], '--cases names "g", should name some of A, A1'],
])("a call is refused: %s", (_, call, message) => {
  expect(() => readCompareOptions(call)).toThrow(message);
});

test("a call is read", () => {
  const options = readCompareOptions(["--against", "HEAD~1", "--cases", "A1,b", "--data", "D"]);
  expect(options).toMatchObject({
    against: "HEAD~1",
    cases: ["a1", "b"],
    pairs: 15,
    data: "D",
    json: false,
    out: null,
  });
  expect(readCompareOptions(["--help"])).toBeNull();
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test("without MNIST digits are drawn, in files that are read as MNIST's", () => {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-digits-"));
  folders.push(folder);
  const counts = [
    ["train", 30],
    ["t10k", 20],
  ] as const;
  expect(provideDigits("/nowhere", folder, counts)).toEqual({ data: folder, source: "synthetic" });
  const work = { ...COMPARED[0]!.work, rows: 30, threads: 1, data: folder };
  const [train, held] = [trainingRows(work), testRows(work)];
  const drawn = drawDigits(1, 0, 50);
  expect([...train.labels, ...held.labels]).toEqual([...drawn.labels]);
  expect(Buffer.concat([train.x as Uint8Array, held.x as Uint8Array]).equals(drawn.images)).toBe(true);
  // with files it is the directory that was given
  expect(provideDigits(folder, "/nowhere")).toEqual({ data: folder, source: "mnist" });
});

/** Runs the program; `onLine` sees what it tells. */
function run(call: readonly string[], onLine: (line: string, stop: () => void) => void = () => {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "compare.ts"), ...call], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  child.stdout.on("data", (text: Buffer) => {
    stdout += text.toString();
  });
  createInterface({ input: child.stderr }).on("line", (line) => onLine(line, () => child.kill("SIGINT")));
  return new Promise<{ status: number | null; stdout: string }>((resolve) =>
    child.once("close", (status) => resolve({ status, stdout })),
  );
}

const isClone = existsSync(join(root, ".git")) && existsSync(join(root, "packages", "minibatch", "dist", "index.js"));

test.skipIf(!isClone)(
  "another revision is built, timed beside this one, and gone; so it is when interrupted",
  async () => {
    const call = ["--against", "HEAD", "--cases", "B-sgd", "--pairs", "1"];
    const { status, stdout } = await run([...call, "--json"]);
    const compared = JSON.parse(stdout) as Comparison;
    expect(status).toBe(0);
    expect(compared).toMatchObject({
      schema: "minibatch.comparison/1",
      size: null,
      cases: [{ id: "B-sgd", interval: null }],
    });
    const [{ pairs }] = compared.cases as [Comparison["cases"][number]];
    expect(pairs).toHaveLength(1);
    // a step takes some microseconds anywhere
    for (const seconds of Object.values(pairs[0]!)) expect(seconds > 1e-7 && seconds < 1e-2).toBe(true);
    const stopped = await run(call, (line, stop) => {
      if (line.startsWith("B-sgd")) stop();
    });
    expect(stopped.status).toBe(130);
    expect(globSync("build/revision-*", { cwd: root })).toEqual([]);
  },
);

test.skipIf(!isClone)("a revision that nobody knows is told in a line", async () => {
  const lines: string[] = [];
  const { status } = await run(["--against", "no-such-revision", "--cases", "E"], (line) => lines.push(line));
  expect(status).toBe(1);
  expect(lines.at(-1)).toBe("Cannot compare with no-such-revision: git knows no such commit here");
});
