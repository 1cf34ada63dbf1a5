import { frameOf, profileFrame } from "minibatch-data";
import { expect, test } from "vitest";
import { chooseIgnored } from "./choose-ignored.ts";

const ROWS = 60;
const column = <T>(value: (row: number) => T): T[] => Array.from({ length: ROWS }, (_, row) => value(row));

const frame = frameOf({
  y: column((row) => (row % 2 === 0 ? "a" : "b")),
  counts: column((row) => row),
  "counts from 1": column((row) => row + 1),
  shuffled: column((row) => (row * 7) % ROWS),
  year: column((row) => 1960 + row),
  PassengerId: column((row) => 1000 + row * row),
  squares: column((row) => row * row),
  same: column(() => 0.5),
  "same text": column(() => "x"),
  "same or missing": column((row) => (row === 3 ? null : "x")),
  nothing: column(() => null),
  name: column((row) => `passenger ${row}`),
  "nearly names": column((row) => `passenger ${row % 40}`),
  "a few": column((row) => `cabin ${row % 30}`),
  amount: column((row) => (row * 37) % 11),
  again: column((row) => (row * 37) % 11),
  answer: column((row) => (row % 2 === 0 ? "a" : "b")),
  code: column((row) => `code ${row % 7}`),
});

test("what tells nothing of other rows is left out, and the reason given", () => {
  expect(chooseIgnored(frame, { columns: ["y"] }, ["code"]).map(({ name, why }) => [name, why])).toEqual([
    ["counts", "another value in every row, as an id has: it counts the rows"],
    ["counts from 1", "another value in every row, as an id has: it counts the rows"],
    ["shuffled", "another value in every row, as an id has: it counts the rows"],
    ["PassengerId", "another value in every row, as an id has, and its name says so"],
    ["same", "the same in every row"],
    ["same text", "the same in every row"],
    ["nothing", "no row has a value"],
    ["name", "another value in every row, as an id has"],
    ["nearly names", "40 different texts in 60 rows, as names have"],
    ["again", "the same values as amount"],
    ["answer", "the same values as the target y: it would give the answer away"],
    ["code", "as --ignore says"],
  ]);
});

test("categories of more texts than auto takes", () => {
  const many = frameOf({
    y: Array.from({ length: 600 }, (_, row) => row % 2),
    place: Array.from({ length: 600 }, (_, row) => `p${row % 51}`),
  });
  expect(chooseIgnored(many, { columns: ["y"] }, [])).toEqual([
    { name: "place", why: "51 different texts; auto takes at most 50" },
  ]);
  const fewer = frameOf({
    y: Array.from({ length: 600 }, (_, row) => row % 2),
    place: Array.from({ length: 600 }, (_, row) => `p${row % 50}`),
  });
  expect(chooseIgnored(fewer, { columns: ["y"] }, [])).toEqual([]);
});

test("a column that is not there is refused", () => {
  expect(() => chooseIgnored(frame, { columns: ["y"] }, ["z"])).toThrow(
    /^Cannot use column "z" of the rows: there is none/,
  );
});

test("what new leaves out as an id, data info tells in the same words", () => {
  const said = new Map(chooseIgnored(frame, { columns: ["y"] }, []).map(({ name, why }) => [name, why]));
  const { notes } = profileFrame(frame, { target: "y" });
  const [names, what] = notes.find((note) => note.includes("as an id"))!.split(": ", 2) as [string, string];
  for (const name of ["counts", "shuffled", "PassengerId", "name"]) {
    expect(names.split(", ")).toContain(name);
    expect(said.get(name)!.startsWith(what.split(";")[0]!)).toBe(true);
  }
});
