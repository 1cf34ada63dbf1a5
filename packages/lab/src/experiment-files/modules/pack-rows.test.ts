import { type Frame, readFrame } from "minibatch-data";
import { describe, expect, test } from "vitest";
import type { DataSplits } from "../../modules/define-modules.ts";
import { type PackedRows, packRows } from "./pack-rows.ts";

const unpack = ({ bytes }: PackedRows): Promise<Frame> =>
  readFrame([{ name: "rows.npz", bytes }], { name: "rows.npz", format: "npz" });

/** What every column holds, texts as texts, missing ones as null. */
async function valuesOf(given: DataSplits): Promise<Record<string, unknown>> {
  const { columns } = await unpack(packRows(given, "./data.ts"));
  return Object.fromEntries(
    columns.map((column) => [
      column.name,
      column.kind === "category"
        ? Array.from(column.codes, (code) => column.levels[code] ?? null)
        : Array.from(column.values),
    ]),
  );
}

test("columns, whatever they hold, come back as they were, with the split of each row", async () => {
  const train = {
    width: [1, Number.NaN, 2.5],
    name: ["a", "", "höchst 🙂"],
    image: { shape: [2, 1], values: [1, 2, 3, 4, 5, 6] },
  };
  const validation = { width: [7], name: ["b"], image: { shape: [2, 1], values: [8, 9] } };
  expect(await valuesOf({ train, validation })).toEqual({
    width: [1, Number.NaN, 2.5, 7],
    name: ["a", null, "höchst 🙂", "b"],
    image: [1, 2, 3, 4, 5, 6, 8, 9],
    split: ["train", "train", "train", "validation"],
  });
});

test("rows as objects, and with rows to train on alone no split", async () => {
  expect(await valuesOf({ train: [{ a: 1, b: "x" }, { a: 2 }] })).toEqual({ a: [1, 2], b: ["x", null] });
});

test("the library's own form: x is an array a row, y a column for each target", async () => {
  const x = {
    kind: "dense",
    rows: 2,
    features: 3,
    values: Uint8Array.of(0, 51, 102, 153, 204, 255),
    scale: 1 / 255,
  } as const;
  const y = { kind: "values", columns: 2, values: Float32Array.of(1, 2, 3, 4) } as const;
  const packed = packRows({ train: { x, y }, test: { x, y } }, "./data.ts");
  expect(packed.targets).toEqual(["y 1", "y 2"]);
  const { columns } = await unpack(packed);
  expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
    ["x", "array"],
    ["y 1", "number"],
    ["y 2", "number"],
    ["split", "category"],
  ]);
  const [inputs] = columns;
  expect(inputs).toMatchObject({ shape: [3] });
  const classes = { kind: "classes", values: Int32Array.of(0, 2) } as const;
  expect(packRows({ train: { x, y: classes } }, "./data.ts")).toMatchObject({ targets: ["y"], hasSplits: false });
});

test("the same rows are the same bytes", () => {
  const rows = { train: { a: [1, 2], b: ["x", "y"] } };
  expect(packRows(rows, "./data.ts").bytes).toEqual(packRows(rows, "./data.ts").bytes);
});

describe("is told what is wrong", () => {
  test.each<[string, unknown, string]>([
    [
      "nothing",
      null,
      "Cannot use the module ./data.ts: its load gives null; it should give { train, validation, test }",
    ],
    ["no rows to train on", { test: { a: [1] } }, "it gives no rows to train on"],
    ["another split", { train: { a: [1] }, valid: { a: [1] } }, 'its load gives "valid"'],
    [
      "columns of two lengths",
      { train: { a: [1, 2], b: [1] } },
      'the train rows of ./data.ts: column "b" has 1 rows, should have 2',
    ],
    ["a column that is called as ours", { train: { split: [1] }, test: { split: [1] } }, 'it gives a column "split"'],
  ])("%s", (_, given, message) => {
    expect(() => packRows(given, "./data.ts")).toThrow(message);
  });
});
