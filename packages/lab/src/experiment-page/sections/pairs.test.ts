/** The words of the table of pairs, read as a person reads them. */

import { rankConfigurations } from "study/statistics";
import { expect, test } from "vitest";
import type { Html } from "../../page-kit/html.ts";
import type { ExperimentPageSource } from "../page-source.ts";
import { experimentStyle, ROWS_SHOWN_WHOLE } from "../style.ts";
import { pairs } from "./pairs.ts";

const NAMES = ["SGD", "Adam", "Lion", "RMSprop", "AdamW", "Nadam", "Adagrad", "Adadelta", "Momentum", "Nesterov"];

/** What the section reads of a page. */
function pageOf(values: readonly number[][]): ExperimentPageSource {
  return {
    configurations: values.map((_, i) => ({ label: NAMES[i] })),
    objective: { name: "validationAccuracy", words: "validation accuracy" },
    ranking: rankConfigurations(
      values.map((figures, i) => ({ name: NAMES[i]!, values: figures })),
      "max",
    ),
    marks: [],
  } as unknown as ExperimentPageSource;
}

function renderText(source: ExperimentPageSource): string {
  return (pairs.render(source) as Html).markup;
}

/** The cells of each row, without their markup. */
function rowsOf(page: string): string[][] {
  const [table] = page.match(/<tbody>.*?<\/tbody>/s)!;
  return table
    .split("</tr>")
    .slice(0, -1)
    .map((row) => row.split(/<\/t[dh]>/).map((cell) => cell.replaceAll(/<[^>]+>/g, "").trim()));
}

test("an interval leaves 0 out exactly where the two are told apart, and its level is told", () => {
  // the first two differ at p = 0.03 by themselves, which is not enough among the comparisons that are left
  const page = renderText(
    pageOf([
      [0.7, 0.71, 0.69, 0.705],
      [0.71, 0.728, 0.7, 0.712],
      [0.702, 0.709, 0.692, 0.704],
      [0.9, 0.912, 0.89, 0.901],
    ]),
  );
  const rows = rowsOf(page);
  expect(rows).toHaveLength(6);
  const seen = rows.map((row) => {
    const [low, high] = row[4]!.split(" to ").map((end) => Number(end.replace("−", "-").replace("+", "")));
    expect(low! > 0 || high! < 0).toBe(/better|worse/.test(row[1]!));
    return row[1]!.replace(/^\W+/, "");
  });
  expect(new Set(seen)).toEqual(new Set(["better than", "not distinguishable from"]));
  expect(page).toContain("Adjusted interval");
  expect(page).not.toContain("95%");
  expect(page).toMatch(/Adjusted interval: .* \(98\.33% to 99\.17% intervals\), so that it leaves 0 out exactly when/s);
});

test("one pair has one level", () => {
  const page = pageOf([
    [0.7, 0.71, 0.69],
    [0.8, 0.82, 0.81],
  ]);
  expect(renderText(page)).toContain("a 95.00% interval");
});

test("differences that do not scatter have no interval, in words", () => {
  const page = pageOf([
    [0.5, 0.5],
    [0.25, 0.25],
  ]);
  expect(rowsOf(renderText(page))[0]![4]).toBe("no scatter");
});

test("one comparison is not called all", () => {
  const page = renderText(
    pageOf([
      [0.7, 0.71, 0.69],
      [0.8, 0.82, 0.81],
    ]),
  );
  expect(page).toMatch(/From .* on<\/strong> the permutation test can decide the one comparison by itself\./);
  expect(page).not.toContain("all 1");
});

test("a table that scrolls by itself says how many rows it has, one that is shown whole does not", () => {
  const figures = (count: number) =>
    Array.from({ length: count }, (_, i) => [0.5 + i / 50, 0.51 + i / 40, 0.5 + i / 45]);
  // 9 configurations make 36 pairs, 10 make 45
  expect(renderText(pageOf(figures(9)))).toContain("the first is better</figcaption>");
  const long = renderText(pageOf(figures(10)));
  expect(long).toContain("the first is better (45 pairs)</figcaption>");
  expect(long).toContain("and effect sizes (45 pairs)</figcaption>");
});

test("only what has more rows than are shown whole scrolls, and not on paper", () => {
  const frame = `.table-frame:has(tbody tr:nth-child(${ROWS_SHOWN_WHOLE + 1}))`;
  const [screen, print] = experimentStyle.split("@media print") as [string, string];
  expect(screen).toContain(`#ranking ${frame}, #pairs ${frame} { max-height: 44rem;`);
  expect(screen.match(/\.table-frame\b/g)).toHaveLength(2);
  expect(print).toContain(`#ranking ${frame}, #pairs ${frame} { max-height: none; overflow: visible; }`);
  // a head that stays in sight would lie across the rows of a later sheet
  expect(print).toContain("#ranking thead th, #pairs thead th { position: static; }");
});
