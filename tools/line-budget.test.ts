import { expect, test } from "vitest";
import { findLongFiles, measureRooms } from "./line-budget.ts";

const lines = (count: number) => "x;\n".repeat(count);

test("measures every room and all of them, without generated files", () => {
  const sources = new Map([
    ["packages/lab/src/training/a.ts", lines(10)],
    ["packages/lab/src/training/deep/b.ts", lines(30)],
    ["packages/lab/src/errors.ts", lines(5)],
    ["packages/minibatch/src/wasm/wasm-bytes.ts", lines(9000)],
  ]);
  expect(measureRooms(sources)).toEqual([
    { room: "all", files: 3, lines: 45, median: 10, longest: 30 },
    { room: "lab", files: 1, lines: 5, median: 5, longest: 5 },
    { room: "lab/training", files: 2, lines: 40, median: 30, longest: 30 },
  ]);
  expect(findLongFiles(sources)).toEqual([]);
});

test("a file of 400 lines passes, one of 401 does not", () => {
  const file = "packages/lab/src/a.ts";
  expect(findLongFiles(new Map([[file, lines(400)]]))).toEqual([]);
  expect(findLongFiles(new Map([[file, lines(401)]]))).toEqual([`${file}:1: 401 lines; split it, the limit is 400`]);
});
