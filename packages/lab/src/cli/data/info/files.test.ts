/** `minibatch data info` of files of one's own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { callMinibatch } from "../../../../test/call-minibatch.ts";
import type { FileInfo } from "./describe-file.ts";

const folder = mkdtempSync(join(tmpdir(), "info-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

async function infoOf(...args: string[]): Promise<FileInfo> {
  const { code, stdout, stderr } = await callMinibatch(["data", "info", ...args, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as FileInfo;
}

async function told(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await callMinibatch(["data", "info", ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

/** 40 rows: lines 2 to 41; line 42 is line 3 again. */
const HEAD = "kind,width,copy,same,leak,place";
const ROWS = Array.from({ length: 40 }, (_, row) =>
  [
    row % 4 === 0 ? "b" : "a",
    row % 5 === 0 ? "" : row / 2,
    row % 5 === 0 ? "" : row / 2,
    7,
    row % 4 === 0 ? "no" : "yes",
    `place ${row % 13}`,
  ].join(),
);
const table = write("table.csv", [HEAD, ...ROWS, ROWS[1]!]);

test("shape, and figures of each column by hand", async () => {
  const info = await infoOf(table);
  expect(info).toMatchObject({ rows: 41, format: "csv", splits: null, target: null, histograms: [], experiment: null });
  expect(info.told).toContain("header in line 1, delimiter ','");
  const width = info.columns.find(({ name }) => name === "width");
  // 0.5, 1, 1.5, 2, 3, ... 19.5 without the multiples of 2.5, and 0.5 once more
  const there = [...ROWS.keys()].filter((row) => row % 5 !== 0).map((row) => row / 2);
  const values = [...there, 0.5].sort((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(width).toMatchObject({ type: "number", missing: 8, min: 0.5, max: 19.5, distinct: 32, isConstant: false });
  const figures = width as unknown as { mean: number; sd: number; quartiles: readonly number[] };
  expect(Math.abs(figures.mean - mean)).toBeLessThan(1e-12);
  expect(Math.abs(figures.sd - Math.sqrt(variance))).toBeLessThan(1e-12);
  expect(figures.quartiles[1]).toBe(values[16]);
  expect(info.columns.find(({ name }) => name === "kind")).toMatchObject({
    type: "category",
    distinct: 2,
    levels: [
      { text: "a", count: 31 },
      { text: "b", count: 10 },
    ],
  });
});

test("what is odd: constant and repeated columns, a repeated row, a column that gives the target away", async () => {
  const info = await infoOf(table, "--target", "kind");
  const notes = info.notes.join("\n");
  expect(notes).toMatch(/^same: the same in every row/m);
  expect(notes).toMatch(/^copy: says in every row what width says/m);
  expect(notes).toMatch(/^leak: .*what kind says|^leak: alone gives kind away/m);
  expect(info.duplicateRows).toMatchObject({ count: 1, examples: [{ row: "line 42", sameAs: "line 3" }] });
  expect(info.target?.telling.map(({ column }) => column)).toEqual(["leak"]);
  expect(info.target?.classes.map(({ name, count }) => [name, count])).toEqual([
    ["a", 31],
    ["b", 10],
  ]);
  const text = await told(table, "--target", "kind");
  expect(text).toMatch(/^a +31 +75\.6% {2}█{30}$/m);
  expect(text).toMatch(/^b +10 +24\.4% {2}█{9}▋$/m);
  expect(text).toMatch(/^From the target follow 1 output with sigmoid, the probability of b; /m);
  expect(text).toContain("preprocessing: auto would do this:\n");
  expect(text).toContain(`An experiment with it: minibatch new ${table} --target kind\n`);
});

test("rows of the test file that stand in what is trained on", async () => {
  const more = Array.from({ length: 10 }, (_, i) => `a,${100 + i},${200 + i},7,yes,south`);
  const tested = write("test.csv", [HEAD, ...more, ROWS[4]!, ROWS[7]!]);
  const { splits, sharedRows } = await infoOf(table, "--test", tested, "--target", "kind");
  expect(splits).toEqual([
    { name: "train", rows: 41, classes: [31, 10] },
    { name: "test", rows: 12, classes: [11, 1] },
  ]);
  expect(sharedRows).toMatchObject([
    {
      split: "test",
      other: "train",
      count: 2,
      examples: [{ row: "line 12 of test.csv", sameAs: "line 6 of table.csv" }, {}],
    },
  ]);
  const clean = write("clean.csv", [HEAD, ...more]);
  expect((await infoOf(table, "--test", clean)).sharedRows).toEqual([]);
});

test("an experiment says file, target, ignored columns and split", async () => {
  const spec = write("own.yaml", [
    "name: own",
    "data: { file: table.csv, target: kind, ignore: [leak], split: { validation: 0.25, test: 0.25, seed: 3 } }",
    "model: { hidden: [4] }",
    "optimizer: adam",
  ]);
  const info = await infoOf("--experiment", spec);
  expect(info).toMatchObject({ file: "table.csv", experiment: spec, target: { telling: [] } });
  expect(info.splits?.map(({ name, rows }) => [name, rows])).toEqual([
    ["train", 21],
    ["validation", 10],
    ["test", 10],
  ]);
  const set = write("set.json", [
    JSON.stringify({
      name: "set",
      data: { set: "xor" },
      model: { inputs: 2, layers: [{ kind: "dense", units: 2 }], loss: "softmax-cross-entropy" },
      optimizer: "sgd",
    }),
  ]);
  const refusals = [
    [["--experiment", set], /it trains on a set; see minibatch data info xor\n$/],
    [[table, "--experiment", spec], /^Cannot take .*table\.csv beside --experiment, which says it/],
    [["--experiment", spec, "--target", "width"], /^Cannot take --target beside --experiment/],
  ] as const;
  for (const [args, message] of refusals) {
    const { code, stderr } = await callMinibatch(["data", "info", ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  }
});

test("numbers as a target are drawn in ten parts, which hold every row", async () => {
  const numbers = write("numbers.csv", ["x,y", ...Array.from({ length: 101 }, (_, i) => `${i % 10},${i / 10}`)]);
  const { histograms } = await infoOf(numbers, "--target", "y");
  expect(histograms).toHaveLength(1);
  const [{ column, parts }] = histograms as [FileInfo["histograms"][number]];
  expect(column).toBe("y");
  // the last part holds its end, too
  expect(parts.map(({ count }) => count).reduce((sum, count) => sum + count, 0)).toBe(101);
  expect(parts.map(({ count }) => count).filter((count) => count < 9 || count > 12)).toEqual([]);
  expect([parts[0]!.from, parts[9]!.to]).toEqual([0, 10]);
});

test("what auto would refuse is told, and what is ignored is not looked at", async () => {
  const names = write("names.csv", [
    "name,x,y",
    ...Array.from({ length: 30 }, (_, i) => `n${i},${i % 7},${i % 2 ? "a" : "b"}`),
  ]);
  const refused = await told(names, "--target", "y");
  expect(refused).toMatch(/^preprocessing: auto would refuse\. Cannot prepare column "name"/m);
  const ignoring = await told(names, "--target", "y", "--ignore", "name");
  expect(ignoring).toContain("preprocessing: auto would do this:");
  expect(ignoring).toContain(`minibatch new ${names} --target y --ignore name`);
});

test("a name that is no set and no file, and what belongs to files, is refused in one line", async () => {
  const refusals = [
    [["nonsense"], /^Cannot find the data set "nonsense": there are mnist, /],
    [["./nonsense"], /^Cannot read .*nonsense: [^\n]*\n$/],
    [["mnist", "--target", "class"], /^Cannot tell about the data set mnist with --target, which is for files; /],
    [[], /^Cannot tell about nothing: name a data set or a file/],
    [["/dev/null"], /^Cannot read \/dev\/null: it is a pipe or a device, should be a file; name a file\n$/],
    [
      [mkdtempSync(join(folder, "empty-"))],
      /^Cannot read .*: the folder holds no files; give one with a folder for each class\n$/,
    ],
    [[table, "--target", "z"], /^Cannot use column "z" of table\.csv: there is none/],
    [[table, "--ignore", "z"], /^Cannot use column "z" of table\.csv: there is none/],
    [[table, "--target", "width"], /^Cannot use target "width" of table\.csv: it is missing in line 2/],
    [[table, "--test", join(folder, "nothing.csv")], /nothing\.csv/],
  ] as const;
  for (const [args, message] of refusals) {
    const { code, stdout, stderr } = await callMinibatch(["data", "info", ...args]);
    expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  }
});

test("a folder of pictures, and arrays", async () => {
  const { encode } = await import("fast-png");
  const { mkdirSync } = await import("node:fs");
  for (const label of ["cats", "dogs"]) {
    mkdirSync(join(folder, "pets", label), { recursive: true });
    for (let i = 0; i < 3; i++) {
      const data = Uint8Array.from({ length: 4 }, (_, at) => 10 * at + i);
      writeFileSync(join(folder, "pets", label, `${i}.png`), encode({ width: 2, height: 2, channels: 1, data }));
    }
  }
  const info = await infoOf(join(folder, "pets"), "--target", "class");
  expect(info).toMatchObject({ format: "images", rows: 6 });
  expect(info.columns[0]).toMatchObject({ type: "array", shape: [2, 2], numbers: "uint8", min: 0, max: 32 });
  expect(info.duplicateRows.count).toBe(0);
  // each cat's picture is a dog's as well
  expect(info.contradicting).toBe(3);
  const text = await told(join(folder, "pets"), "--target", "class");
  expect(text).toMatch(/^ {2}3 rows have the inputs of one before them and another target$/m);
  expect(text).toMatch(/^image +- +2 x 2 +uint8 +0 /m);
});
