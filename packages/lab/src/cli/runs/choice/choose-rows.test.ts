import type { Scalar } from "study";
import { expect, test } from "vitest";
import { chooseRows, type Field, unknownName } from "./choose-rows.ts";
import { parseSort, parseWhere } from "./where.ts";

type Row = Readonly<Record<string, Scalar>>;

const rows: readonly Row[] = [
  { number: 0, rate: 0.1, optimizer: "sgd", augment: true },
  { number: 1, rate: 0.01, optimizer: "adam", augment: false },
  { number: 2, rate: Number.NaN, optimizer: "adam" },
  { number: 3, rate: 0.1, optimizer: null, mixed: "x" },
  { number: 4, rate: 1, optimizer: "sgd", mixed: 3 },
];

const fieldOf = (name: string): Field<Row> => ({
  read: (row) => row[name],
  ...(name === "status" ? { texts: ["failed", "finished"] } : {}),
  ...(name === "best" ? { first: "greatest" } : {}),
});

const choose = (where: string): (Scalar | undefined)[] =>
  chooseRows(rows, { where: parseWhere(where) }, fieldOf).map(({ number }) => number);
const sort = (order: string): (Scalar | undefined)[] =>
  chooseRows(rows, { sort: parseSort(order) }, fieldOf).map(({ number }) => number);

test.each([
  ["rate < .1", [1]],
  ["rate <= .1", [0, 1, 3]],
  ["rate > .1", [4]],
  ["rate >= .1", [0, 3, 4]],
  ["rate = .1", [0, 3]],
  ["rate = 0.10", [0, 3]],
  // what is no number, and what is not there, fulfils nothing
  ["rate != .1", [1, 4]],
  ["optimizer = adam", [1, 2]],
  ["optimizer != adam", [0, 4]],
  ["optimizer = nobody", []],
  ["augment = true", [0]],
  ["augment != true", [1]],
  ["mixed = 3", [4]],
  ["rate < 1 and optimizer = sgd", [0]],
])("%s", (where, numbers) => expect(choose(where)).toEqual(numbers));

test.each([
  [
    "optimizer < adam",
    'Cannot choose by "optimizer < adam": optimizer is text (sgd, adam), which has no order; use = or !=',
  ],
  ["augment > 0", 'Cannot choose by "augment > 0": augment is text (true, false), which has no order; use = or !='],
  ["rate < low", 'Cannot choose by "rate < low": "low" is no number, and only numbers have an order'],
  ["rate < '.1'", 'Cannot choose by "rate < .1": ".1" is no number, and only numbers have an order'],
  ["rate = low", 'Cannot choose by "rate = low": rate is a number, and "low" is none'],
  ["rate = ''", `Cannot choose by "rate = ''": rate is a number, and "" is none`],
  ["rate = 0x1", 'Cannot choose by "rate = 0x1": rate is a number, and "0x1" is none'],
  ["status = faild", 'Cannot choose by "status = faild": did you mean failed?'],
  [
    "status < failed",
    'Cannot choose by "status < failed": status is text (failed, finished), which has no order; use = or !=',
  ],
])("%s is refused", (where, message) => expect(() => choose(where)).toThrow(message));

test("sorted: the least first or as is usual, what is not there last either way, equal ones as they were", () => {
  expect(sort("rate")).toEqual([1, 0, 3, 4, 2]);
  expect(sort("rate:desc")).toEqual([4, 0, 3, 1, 2]);
  expect(sort("optimizer")).toEqual([1, 2, 0, 4, 3]);
  expect(sort("mixed")).toEqual([4, 3, 0, 1, 2]);
  const best = [{ best: 1 }, { best: 3 }, { best: 2 }];
  expect(chooseRows(best, { sort: parseSort("best") }, fieldOf as never)).toEqual([
    { best: 3 },
    { best: 2 },
    { best: 1 },
  ]);
  expect(chooseRows(best, { sort: parseSort("best:asc") }, fieldOf as never)[0]).toEqual({ best: 1 });
});

test("a name that is unknown is refused with all that are known, and the one that was probably meant", () => {
  expect(unknownName("choose trials", "ratee", ["rate", "seed"]).message).toContain(
    'Cannot choose trials by "ratee": there is no parameter or figure of that name; did you mean rate? Known are rate, seed',
  );
  expect(unknownName("choose trials", "zzzzzz", ["rate", "seed"]).message).toContain(
    'Cannot choose trials by "zzzzzz": there is no parameter or figure of that name; known are rate, seed',
  );
});
