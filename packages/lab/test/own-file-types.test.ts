/** Texts that look like numbers, in files of one's own: from the training to the answers they stay as written. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileInput, Frame } from "minibatch-data";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOwnFiles, readOwnFiles } from "../src/data/own-files.ts";
import { callMinibatch } from "./call-minibatch.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "own-file-types-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function open(data: FileInput): Promise<Frame> {
  return (await openOwnFiles(data, readOwnFiles(data, folder))).frame;
}

/** A column's cells, row by row. */
function cellsOf(frame: Frame, name: string): readonly unknown[] {
  const column = frame.columns.find((one) => one.name === name)!;
  return column.kind === "category"
    ? Array.from(column.codes, (code) => column.levels[code] ?? null)
    : [...column.values];
}

const files = { validation: "later.csv", test: "last.json" };

test("files beside the first are read with its types", async () => {
  write("first.csv", "code,n,x\n007,5,1\nA12,6,2\n");
  write("later.csv", "n,code,x\n05,007,1\n06,1.0,2\n,1e3,3\n");
  write(
    "last.json",
    JSON.stringify([
      { code: "007", n: 1, x: 1 },
      { code: 7, n: 2, x: 2 },
    ]),
  );
  const frame = await open({ file: "first.csv", target: "x", split: { files } });
  expect(cellsOf(frame, "code")).toEqual(["007", "A12", "007", "1.0", "1e3", "007", "7"]);
  expect(cellsOf(frame, "n")).toEqual([5, 6, 5, 6, Number.NaN, 1, 2]);
});

test("what is said of a type holds for all files", async () => {
  write("first.csv", "plz,x\n1067,1\n10115,2\n");
  write("later.csv", "plz,x\n01067,1\n1067,2\n");
  write("last.json", '[{"plz":"01067","x":1}]');
  const data = { file: "first.csv", target: "x", split: { files } };
  const texts = await open({ ...data, types: { plz: "category" } });
  expect(cellsOf(texts, "plz")).toEqual(["1067", "10115", "01067", "1067", "01067"]);
  const numbers = await open({ ...data, types: { plz: "number" } });
  expect(cellsOf(numbers, "plz")).toEqual([1067, 10115, 1067, 1067, 1067]);
  write("later.csv", "plz,x\n01067,1\nnone known,2\n");
  await expect(open(data)).rejects.toThrow(
    'Cannot use column "plz" of later.csv as numbers: line 3: "none known" is text',
  );
});

test("train, predict and evaluate: one raw row is answered as it was among the others", async () => {
  const codes = ["007", "A12", "015"];
  const rows = Array.from({ length: 90 }, (_, i) => `${codes[i % 3]},0${1 + (i % 3)},${i % 7}`);
  write("codes.csv", ["code,kind,size", ...rows].join("\n"));
  const spec = {
    name: "codes",
    data: { file: "codes.csv", target: "kind" },
    model: { hidden: [] },
    optimizer: { kind: "adam", learningRate: 0.1 },
    training: { epochs: 30, batchSize: 16 },
  };
  const experiment = write("codes.json", JSON.stringify(spec));
  const [store, model] = [join(folder, "codes.sqlite"), join(folder, "codes.minibatch")];
  const trained = await callMinibatch(["train", experiment, "--store", store, "--out", model]);
  expect(trained).toMatchObject({ code: 0 });
  expect(trained.stderr).toContain("kind: texts, for 01 begins with 0; types: { kind: number } reads numbers");
  for (const [i, code] of codes.entries()) {
    const raw = write("raw.csv", `code,size,kind\n${code},03,0${i + 1}\n`);
    const { stdout } = await callMinibatch(["predict", model, "--input", raw, "--format", "jsonl"]);
    const { class: answer, probabilities } = JSON.parse(stdout);
    expect(answer).toBe(`0${i + 1}`);
    expect(probabilities[answer]).toBeGreaterThan(0.8);
    const evaluated = await callMinibatch(["evaluate", model, "--input", raw, "--json"]);
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ rows: 1, accuracy: 1 });
  }
  const odd = write("odd.csv", "code,size\n007,large\n");
  const { code, stderr } = await callMinibatch(["predict", model, "--input", odd]);
  expect(code).toBe(2);
  expect(stderr).toContain('Cannot use column "size" of odd.csv as numbers: line 2: "large" is text');
});
