/** What cannot be prepared is told in one line: where, what is, what should be, the fix. */
import { DataError, SpecError } from "minibatch";
import { expect, test } from "vitest";
import { columnOf, firstRows, tableOf } from "../../test/frames.ts";
import type { Frame } from "../frame/frame.ts";
import { inferTarget } from "../targets/infer-target.ts";
import { fitPreparation } from "./fit-preparation.ts";
import { prepareRows } from "./prepare-rows.ts";
import { prepareTargets } from "./prepare-targets.ts";
import type { StepsInput } from "./read-step.ts";

const table = tableOf({
  size: [1, null, 3, -4],
  kind: ["x", "y", null, "x"],
  price: [10, 20, 30, 45],
  sold: ["no", "yes", "yes", "no"],
});

const fit = (
  steps: StepsInput,
  { frame = table, target = "price", ignore = [] as string[], train = firstRows(4) } = {},
) => fitPreparation(frame, { target: inferTarget(frame, target), ignore, steps, train });

/** The path stands before the first colon. */
function specError(message: string): SpecError {
  const end = message.indexOf(": ");
  return new SpecError(message.slice(0, end), message.slice(end + 2));
}

test.each<[unknown, string]>([
  ["none", 'preprocessing: cannot use "none": it must be "auto", or a list of steps; [] for none'],
  [
    ["scale"],
    'preprocessing[0].kind: cannot use "scale": known are standardize, min-max, robust, log, one-hot, ordinal, impute, scale-pixels',
  ],
  [[null], 'preprocessing[0]: cannot use null: give a step, as { kind: "standardize" }'],
  [
    [{ kind: "log", base: 2 }],
    "preprocessing[0].base: cannot be read: log has no such option; known are columns, offset",
  ],
  [
    [{ kind: "log", offset: -1 }],
    "preprocessing[0].offset: cannot use -1: it must be a finite number at least 0 and at most 1e+300",
  ],
  [
    [{ kind: "min-max", range: [1, 0] }],
    "preprocessing[0].range: cannot use [1,0]: it must be two numbers, the smaller first, as [0, 1]",
  ],
  [
    [{ kind: "min-max", range: 1 }],
    "preprocessing[0].range: cannot use 1: it must be two finite numbers, the smaller first, as [0, 1]",
  ],
  [[{ kind: "impute", strategy: "constant" }], "preprocessing[0].value: cannot use null: strategy constant needs it"],
  [
    [{ kind: "impute", value: "" }],
    'preprocessing[0].value: cannot use "": it must be a number, or a text that is not empty, or null',
  ],
  [
    [{ kind: "impute", strategy: "mean", value: 3 }],
    "preprocessing[0].value: cannot use 3: strategy mean finds its own; leave it out, or take strategy constant",
  ],
  [
    [{ kind: "ordinal", order: ["a", "a"] }],
    'preprocessing[0].order: cannot use ["a","a"]: each text may stand in it once',
  ],
  [
    [{ kind: "robust", columns: "all" }],
    'preprocessing[0].columns: cannot use "all": it must be a list of names, each once, or "numbers" or "categories" or "arrays" or "target"',
  ],
  [[{ kind: "robust", columns: ["sold"] }], 'preprocessing[0].columns: cannot name "sold": the column is ignored'],
  [
    ["scale-pixels"],
    "preprocessing[0]: scale-pixels finds no column to work on: a.csv has no arrays at this place; leave the step out",
  ],
])("steps %j", (steps, message) => {
  expect(() => fit(steps as StepsInput, { ignore: ["sold"] })).toThrow(specError(message));
});

test.each<[string, StepsInput, string]>([
  [
    "text that is left",
    ["impute"],
    'Cannot prepare column "kind" of a.csv: line 2, "x", is text, should be a number; add the step one-hot or ordinal, or ignore the column',
  ],
  [
    "a gap that is left",
    ["one-hot"],
    'Cannot prepare column "size" of a.csv: line 3 has no value; add the step impute, or ignore the column',
  ],
  [
    "numbers of texts",
    [{ kind: "standardize", columns: ["kind"] }],
    'Cannot apply standardize to column "kind" of a.csv: it is of texts, should be of numbers or arrays; name other columns',
  ],
  [
    "a group that the kind does not take",
    [{ kind: "one-hot", columns: "numbers" }],
    'Cannot apply one-hot to column "size" of a.csv: it is of numbers, should be of texts; name other columns',
  ],
  [
    "a column that is gone",
    ["one-hot", { kind: "ordinal", columns: ["kind"] }],
    'Cannot apply ordinal to column "kind" of a.csv: a step before, one-hot, has made features of it; name other columns',
  ],
  [
    "the log of a negative",
    [{ kind: "log", columns: ["size"] }],
    'Cannot apply log to column "size" of a.csv: line 5 holds -4, should be above -1 for offset 1; give a larger offset, or use standardize',
  ],
  [
    "an order that lacks a text",
    [{ kind: "ordinal", columns: ["kind"], order: ["x", "z"] }],
    'Cannot apply ordinal to column "kind" of a.csv: line 3 holds "y", which order does not have; add it there',
  ],
  [
    "a target that could not be told",
    [{ kind: "impute", columns: "target" }],
    'Cannot apply impute to the target "price" of a.csv: answers could not be told in its unit; use standardize or min-max or robust or log',
  ],
])("%s", (_, steps, message) => {
  expect(() => fit(steps)).toThrow(new DataError(message));
});

test("classes are not scaled", () => {
  expect(() => fit([{ kind: "standardize", columns: "target" }], { target: "sold" })).toThrow(
    new SpecError(
      "preprocessing[0].columns",
      'cannot name the target "sold": steps change targets of task regression, this one is binary; leave it out',
    ),
  );
});

test("training rows that have nothing to learn from", () => {
  const frame = tableOf({ gone: [null, null, 5], name: [null, null, "a"], y: [1.5, 2.5, 3] });
  const options = { frame, target: "y", train: firstRows(2) };
  expect(() => fit("auto", { ...options, ignore: ["name"] })).toThrow(
    new DataError(
      'Cannot apply impute to column "gone" of a.csv: it has no number in the training rows; ignore it, or use constant',
    ),
  );
  expect(() => fit("auto", { ...options, ignore: ["gone"] })).toThrow(
    new DataError(
      'Cannot apply one-hot to column "name" of a.csv: it has no text in the training rows; ignore the column',
    ),
  );
  expect(() => fit("auto", { ...options, train: new Uint32Array(0) })).toThrow(
    "Cannot prepare a.csv: there are no training rows; give at least one",
  );
  expect(() => fit("auto", { ...options, train: Uint32Array.of(0, 3) })).toThrow(
    "Cannot prepare a.csv: row number 3 is asked for, it has 0 to 2",
  );
  expect(() => fit("auto", { ...options, ignore: ["gone", "name"] })).toThrow(
    "Cannot prepare a.csv: beside the target and what is ignored it has no column; a network needs at least one",
  );
  expect(() => fit("auto", { ...options, ignore: ["y"] })).toThrow(
    'Cannot ignore column "y" of a.csv: it is the target; take it out of ignore',
  );
});

test("numbers so large that their mean or spread is beyond a double", () => {
  const frame = tableOf({ x: [1.7e308, 1.7e308, -1.7e308, null], y: [1.5, 2.5, 3, 4] });
  const why = "its numbers are so large that their spread is beyond a double; divide them first, or ignore the column";
  const columns = { columns: ["x"] };
  for (const step of [
    { kind: "impute", strategy: "mean", ...columns },
    { kind: "standardize", ...columns },
    { kind: "min-max", ...columns },
    { kind: "robust", ...columns },
  ]) {
    expect(() => fit([step], { frame, target: "y" })).toThrow(
      `Cannot apply ${step.kind} to column "x" of a.csv: ${why}`,
    );
  }
});

test("auto leaves names to the user", () => {
  const rows = 120;
  const list = (text: (row: number) => string) => Array.from({ length: rows }, (_, row) => text(row));
  const frame = (name: (row: number) => string) =>
    tableOf({ name: list(name), y: list((row) => (row % 2 === 0 ? "a" : "b")) });
  const options = (name: (row: number) => string) => ({ frame: frame(name), target: "y", train: firstRows(rows) });
  expect(() =>
    fit(
      "auto",
      options((row) => `no ${row}`),
    ),
  ).toThrow(
    'Cannot prepare column "name" of a.csv: each of its 120 texts stands in one training row, as names do; add it to ignore, or write the steps, with one-hot and its maxLevels',
  );
  expect(() =>
    fit(
      "auto",
      options((row) => `no ${row % 51}`),
    ),
  ).toThrow(
    'Cannot prepare column "name" of a.csv: it has 51 different texts in 120 training rows, auto takes at most 50; add it to ignore, or write the steps, with one-hot and its maxLevels',
  );
  expect(
    fit(
      "auto",
      options((row) => `no ${row % 50}`),
    ).shape,
  ).toEqual([50]);
  expect(
    fit(
      [{ kind: "one-hot", maxLevels: 3 }],
      options((row) => `no ${row % 60}`),
    ).features,
  ).toEqual(["name=no 0", "name=no 1", "name=no 10"]);
});

const other = (columns: Parameters<typeof tableOf>[0]): Frame => ({ ...tableOf(columns, "raw.csv") });

test("raw rows that are not as those that were trained on", () => {
  const preparation = fit("auto", { ignore: ["sold"] });
  const prepare = (columns: Parameters<typeof tableOf>[0]) => prepareRows(preparation, other(columns));
  expect(() => prepare({ size: [1] })).toThrow('Cannot use column "kind" of raw.csv: there is none; it has "size"');
  expect(() => prepare({ size: ["1", "big"], kind: ["x", "x"] })).toThrow(
    'Cannot use column "size" of raw.csv: line 3, "big", is text, should be a number, as what was trained on',
  );
  expect(() => prepare({ size: ["007", "1e3"], kind: ["x", "x"] })).toThrow(
    'line 2, "007", is text, should be a number, as what was trained on; say types: { "size": number }',
  );
  expect(() => prepare({ size: [1, Infinity], kind: ["x", "y"] })).toThrow(
    'Cannot use column "size" of raw.csv: line 3 holds Infinity, should be a finite number; mend it, or leave it empty and impute it',
  );
  expect(() => prepare({ size: [1, 1e300], kind: ["x", "y"] })).toThrow(
    /^Cannot prepare column "size" of raw\.csv: line 3 comes to 3\.\d+e\+299, beyond what float32 holds; add the step standardize or log$/,
  );
  const array = { kind: "array", name: "size", shape: [2], values: Float32Array.of(1, 2) } as const;
  const frame: Frame = {
    name: "raw.npy",
    rows: 1,
    columns: [array, columnOf("kind", ["x"])],
    places: { kind: "rows" },
  };
  expect(() => prepareRows(preparation, frame)).toThrow(
    'Cannot use column "size" of raw.npy: it is of arrays, should be of numbers, as what was trained on',
  );
});

test("texts that look like numbers, and columns that are empty, are what was trained on", () => {
  const preparation = fit(["one-hot"], {
    frame: tableOf({ code: ["7", "8", "x"], y: [1.5, 2.5, 4] }),
    target: "y",
    train: firstRows(3),
  });
  expect([...prepareRows(preparation, other({ code: [8, 7, null, 9] })).values]).toEqual([
    0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0,
  ]);
  const filled = fit("auto", { ignore: ["sold", "kind"] });
  const empty: Frame = {
    ...other({ size: [null] }),
    columns: [{ kind: "category", name: "size", codes: Int32Array.of(-1), levels: [] }],
  };
  expect(prepareRows(filled, empty)).toEqual(prepareRows(filled, other({ size: [null] })));
});

test("a target that is missing or unknown", () => {
  const classes = fit("auto", { target: "sold", ignore: ["size"] });
  expect(() => prepareTargets(classes, other({ sold: ["yes", "perhaps"] }))).toThrow(
    'Cannot use the target "sold" of raw.csv: line 3 has "perhaps", should be no or yes',
  );
  expect(() => prepareTargets(classes, other({ sold: ["yes", null] }))).toThrow(
    'Cannot use the target "sold" of raw.csv: line 3 has no target, should be no or yes; fill it in, or leave the row out',
  );
  const numbers = fit("auto", { ignore: ["kind", "sold"] });
  expect(() => prepareTargets(numbers, other({ price: [3, null] }), Uint32Array.of(1))).toThrow(
    'Cannot use the target "price" of raw.csv: line 3 has no target, should be a finite number; fill it in, or leave the row out',
  );
});

test("a step that names a column that is not there is told by its place", () => {
  expect(() => fit(["impute", { kind: "robust", columns: ["sizes"] }])).toThrow(
    specError(
      'preprocessing[1].columns: Cannot use column "sizes" of a.csv: there is none; it has "size", "kind", "price", "sold"',
    ),
  );
});
