/** A column that says how much each row counts. */
import { SpecError } from "minibatch";
import { expect, test } from "vitest";
import { frameOf } from "../frame/frame-of.ts";
import { completeFile } from "./complete-file.ts";
import type { DrawnFileData, FileInput } from "./file-data.ts";
import { openFile } from "./open-file.ts";

const ROWS = 50;
const FRAME = frameOf(
  {
    size: Float64Array.from({ length: ROWS }, (_, row) => row / 7),
    count: Float64Array.from({ length: ROWS }, (_, row) => (row % 5) / 2),
    below: Float64Array.from({ length: ROWS }, (_, row) => 20 - row),
    some: Float64Array.from({ length: ROWS }, (_, row) => (row === 3 ? Number.NaN : 1)),
    kind: Array.from({ length: ROWS }, (_, row) => ["c", "a", "b"][row % 3]!),
  },
  "kinds.csv",
);
const OPENED = { frame: FRAME, format: "csv", options: {}, sha256: { "kinds.csv": "00" }, bytes: 9 };
const complete = (change: Partial<FileInput> = {}) =>
  completeFile({ file: "kinds.csv", target: "kind", ignore: ["below", "some"], ...change }, OPENED);

test("travels with its rows into every split, and is no input", () => {
  const data = complete({ weights: "count" });
  const drawn = { ...data, split: { ...data.split, seed: 4 } } as DrawnFileData;
  const { train, validation, test: tested, rows, preparation } = openFile(drawn, "auto", FRAME);
  for (const [split, numbers] of [
    [train, rows.train],
    [validation!, rows.validation],
    [tested!, rows.test],
  ] as const) {
    expect([...split.weights!]).toEqual(Array.from(numbers, (row) => (row % 5) / 2));
  }
  expect(preparation.features).toEqual(["size"]);
  const plain = complete({ ignore: ["below", "some", "count"] });
  expect("weights" in plain).toBe(false);
  expect(openFile({ ...plain, split: drawn.split } as DrawnFileData, "auto", FRAME).train.weights).toBeUndefined();
});

test.each([
  ["weight", 'there is none; it has "size"'],
  ["kind", "it holds texts; name a column of numbers"],
  ["below", "says -1; give a finite number of at least 0"],
  ["some", "misses it; give a finite number of at least 0"],
])("%s is refused at data.weights", (weights, says) => {
  let error: unknown;
  try {
    complete({ weights });
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(SpecError);
  expect((error as SpecError).path).toBe("data.weights");
  expect((error as SpecError).message).toContain(says);
  expect(() => complete({ target: "count", task: "regression", weights: "count" })).toThrow("it is the target");
});
