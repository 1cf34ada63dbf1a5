import { expect, test } from "vitest";
import { cutText } from "../terminal/text-width.ts";
import { type Column, fitTable } from "./fit-table.ts";

const columns: readonly Column[] = [
  { head: "trial", align: "r", cells: ["0", "12"] },
  { head: "time", align: "r", cells: ["1.0 s", "12 s"], matters: 1 },
  { head: "seed", align: "r", cells: ["3", "4"], matters: 2 },
  { head: "why", align: "l", cells: ["", "the loss is not finite"], cutTo: 10 },
];

test("without a limit everything is shown", () => {
  expect(fitTable(columns, Infinity)).toEqual({
    text: [
      "trial   time  seed  why",
      "-----  -----  ----  ----------------------",
      "    0  1.0 s     3",
      "   12   12 s     4  the loss is not finite",
    ].join("\n"),
    left: [],
  });
});

test("long cells are cut before a column goes", () => {
  const { text, left } = fitTable(columns, 36);
  expect(left).toEqual([]);
  expect(text.split("\n").at(-1)).toBe("   12   12 s     4  the loss is not…");
});

test("then the columns that matter least go, and are named; others stay at any width", () => {
  expect(fitTable(columns, 24)).toEqual({
    text: ["trial  seed  why", "-----  ----  -----------", "    0     3", "   12     4  the loss i…"].join("\n"),
    left: ["time"],
  });
  expect(fitTable(columns, 5)).toMatchObject({ left: ["time", "seed"] });
});

test("a wide column gives way to narrow ones that matter less", () => {
  const three: readonly Column[] = [
    { head: "id", align: "l", cells: ["1"] },
    { head: "wide", align: "l", cells: ["a long text"], matters: 2 },
    { head: "thin", align: "l", cells: ["x"], matters: 1 },
  ];
  expect(fitTable(three, 12)).toEqual({ text: "id  thin\n--  ----\n1   x", left: ["wide"] });
});

test("no rows", () => {
  expect(fitTable([{ head: "a", align: "l", cells: [] }], 80).text).toBe("a\n-");
});

test("a text is cut behind a word's end, never longer than asked", () => {
  expect(["abc", "abcd", "ab cd"].map((text) => cutText(text, 3))).toEqual(["abc", "ab…", "ab…"]);
});

test("what there is too much of is shared: the widest column is cut first, none to less than the other has left", () => {
  const two: readonly Column[] = [
    { head: "one", align: "l", cells: ["a text of twenty-two..."], cutTo: 5 },
    { head: "other", align: "l", cells: ["another of twenty-two.."], cutTo: 5 },
  ];
  expect(fitTable(two, 30).text.split("\n").at(-1)).toBe("a text of twe…  another of tw…");
});

test("a column grows before those that matter less than its growth are there, and after those that matter more", () => {
  const names: Column = {
    head: "name",
    align: "l",
    cells: ["a-name-of-16-let"],
    cutTo: 8,
    grows: { to: 16, matters: 2 },
  };
  const columns: readonly Column[] = [
    names,
    { head: "first", align: "r", cells: ["12345"], matters: 3 },
    { head: "last", align: "r", cells: ["1234"], matters: 1 },
  ];
  const rowAt = (width: number) => fitTable(columns, width).text.split("\n").at(-1);
  expect(rowAt(29)).toBe("a-name-of-16-let  12345  1234");
  expect(rowAt(28)).toBe("a-name-of-16-let  12345");
  // no room to grow: then what matters less may come
  expect(rowAt(22)).toBe("a-name-o…  12345  1234");
  expect(fitTable(columns, 20).left).toEqual(["last"]);
});

test("a cell is cut as its column says", () => {
  const own: Column = {
    head: "name",
    align: "l",
    cells: ["one", "adam, rate 0.1"],
    cut: (row, width) => `${row}:${width}`,
  };
  expect(fitTable([own], 8).text).toBe("name\n----\none\n1:8");
});
