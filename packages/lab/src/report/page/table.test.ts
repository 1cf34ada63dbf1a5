import { expect, test } from "vitest";
import { number, renderTable, text } from "./table.ts";

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
