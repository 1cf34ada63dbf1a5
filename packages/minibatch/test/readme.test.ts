/** The package's page names everything there is, and claims no optimizer that is not. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { activations } from "../src/activations/activations.ts";
import { lossRules } from "../src/losses/losses.ts";
import { RULES } from "../src/optimizers/rules.ts";
import { SCHEDULES } from "../src/schedules/rules.ts";

const page = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const rows = page.split("\n").filter((line) => line.startsWith("|"));
const cellsOf = (row: string): string[] =>
  row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("`", ""));

test.each([
  ["activations", activations],
  ["losses", lossRules],
  ["schedules", SCHEDULES],
])("every kind of %s is named", (room, table) => {
  const row = rows.find((line) => line.startsWith(`| ${room} |`)) ?? "";
  for (const kind of Object.keys(table)) expect(row).toContain(`\`${kind}\``);
});

test("the table of optimizers is that of the rules", () => {
  const kinds = cellsOf(rows.find((row) => row.includes("`sgd`")) ?? "").slice(1);
  expect(kinds).toEqual(Object.keys(RULES));
  for (const flavour of ["keras2", "keras3", "torch"] as const) {
    const marks = cellsOf(rows.find((row) => row.startsWith(`| \`${flavour}\``)) ?? "").slice(1);
    const claimed = kinds.filter((_, i) => marks[i] === "yes");
    expect(claimed).toEqual(
      Object.entries(RULES)
        .filter(([, rule]) => rule.flavours[flavour])
        .map(([kind]) => kind),
    );
  }
});
