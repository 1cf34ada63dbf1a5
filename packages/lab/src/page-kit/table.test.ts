import { expect, test } from "vitest";
import { cell, number, renderTable, text } from "./table.ts";

const table = { title: "Ranking", marks: [], rows: [["a", "1"]], footer: [], sortable: false };

test("what a column is stands above the table, in the order of the columns, and only where something is to be said", () => {
  const { markup } = renderTable({
    ...table,
    columns: [text("Group", "a & b"), number("Mean"), number("sd", "spread")],
  });
  const heads = /<dl class="heads">(.*?)<\/dl>/.exec(markup)?.[1];
  expect(
    heads
      ?.replace(/<[^>]*>/g, "|")
      .split(/\|+\s*/)
      .filter((part) => part !== ""),
  ).toEqual(["Group", "a &amp; b", "sd", "spread"]);
  expect(markup.indexOf("heads")).toBeLessThan(markup.indexOf("<table"));
  expect(renderTable({ ...table, columns: [text("x"), number("y")] }).markup).not.toContain("heads");
});

test("a cell sorts by its number, and last where it has none", () => {
  expect([cell(0.5, "x"), cell(Number.NaN, "x"), cell(Infinity, "x"), cell(null, "x"), cell(undefined, "x")]).toEqual(
    [0.5, null, null, null, null].map((value) => ({ shown: "x", value })),
  );
});

test("from five columns on a table is wide, from eight on dense", () => {
  const classOf = (count: number) => {
    const columns = Array.from({ length: count }, (_, i) => text(`c${i}`));
    return /<table class="([^"]*)"/.exec(renderTable({ ...table, columns, rows: [] }).markup)?.[1];
  };
  expect([4, 5, 7, 8].map(classOf)).toEqual(["", "wide", "wide", "wide dense"]);
});
