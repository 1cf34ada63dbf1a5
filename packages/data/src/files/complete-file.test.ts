import { SpecError } from "minibatch";
import { describe, expect, test } from "vitest";
import { frameOf } from "../frame/frame-of.ts";
import { completeFile } from "./complete-file.ts";
import { definitionOf, targetOf } from "./definition-of.ts";
import type { FileInput } from "./file-data.ts";

const FRAME = frameOf(
  {
    id: Float64Array.from({ length: 50 }, (_, row) => row),
    size: Float64Array.from({ length: 50 }, (_, row) => (row === 3 ? Number.NaN : row / 7)),
    kind: Array.from({ length: 50 }, (_, row) => ["c", "a", "b"][row % 3]!),
  },
  "kinds.csv",
);
const OPENED = { frame: FRAME, format: "csv", options: { header: null }, sha256: { "kinds.csv": "00" }, bytes: 9 };
const complete = (change: Partial<FileInput> = {}) =>
  completeFile({ file: "kinds.csv", target: "kind", ...change }, OPENED);

test("what is left out is found in the file, or has its default", () => {
  expect(complete()).toEqual({
    ...{ file: "kinds.csv", format: "csv", header: null, target: ["kind"], task: "classes", ignore: [], types: {} },
    split: {
      ...{ validation: 0.2, test: 0.2, stratify: true, group: null, order: null, column: null, files: null },
      ...{ folds: null, seed: null },
    },
    found: {
      ...{ sha256: { "kinds.csv": "00" }, bytes: 9, rows: 50, classes: ["a", "b", "c"], splitRows: null },
      columns: [
        { name: "id", type: "number", missing: 0 },
        { name: "size", type: "number", missing: 1 },
        { name: "kind", type: "category", missing: 0, levels: 3 },
      ],
    },
  });
});

test("given back in, it is itself", () => {
  const once = complete({ ignore: ["id"], split: { test: 5, validation: 0 } });
  expect(completeFile(once, OPENED)).toEqual(once);
});

test("rows, target and words follow from the description alone", () => {
  const data = complete({ split: { test: 0.1 } });
  const definition = definitionOf(data);
  expect(definition.rows(data)).toEqual({ train: 35, validation: 10, test: 5 });
  expect(targetOf(data)).toEqual({ task: "classes", columns: ["kind"], classes: ["a", "b", "c"] });
  expect(definition.describe(data)).toBe(
    "50 rows of kinds.csv, 35 for training, 10 for validation, 5 for test, drawn anew by each seed, every class in its share",
  );
  expect(definition.refusal(data)).toBeNull();
  expect(definition.refusal(complete({ target: "id", task: "regression" }))).toBeNull();
});

describe("refused, with the path of what is wrong", () => {
  test.each<[Partial<FileInput>, string, string]>([
    [{ target: "species" }, "data.target", 'there is none; it has "id", "size", "kind"'],
    [{ target: "size" }, "data.target", "row 4"],
    [{ ignore: ["idd"] }, "data.ignore[0]", "there is none"],
    [{ split: { group: "person" } }, "data.split.group", "there is none"],
    [{ split: { group: "id", order: "size" } }, "data.split.order", "cannot stand beside group"],
    [{ split: { column: "kind", test: 0.1 } }, "data.split.test", "column says which rows those are"],
    [{ split: { column: "kind" } }, "data.split.column", 'row 1 says "c", should be one of'],
    [{ split: { order: "id", folds: 3 } }, "data.split.order", "cannot stand beside folds"],
    [{ target: "id", task: "regression", split: { stratify: true } }, "data.split.stratify", "no classes"],
    [{ split: { validation: 49, test: 1 } }, "data.split", "none is left to train on"],
  ])("%j", (change, path, why) => {
    let found: unknown;
    try {
      complete(change);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(SpecError);
    expect((found as SpecError).path).toBe(path);
    expect((found as SpecError).message).toContain(why);
  });
});
