/**
 * The package's page names everything there is, and claims no optimizer that is not. What lists kinds is written from
 * their tables: `MINIBATCH_WRITE_FIXTURES=1 npx vitest run packages/minibatch/test/readme.test.ts` writes it anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import "../src/every-kind.ts";
import { activations } from "../src/activations/activations.ts";
import { layerTable, standIns } from "../src/layers/layer-table.ts";
import { lossKinds } from "../src/losses/losses.ts";
import { RULES } from "../src/optimizers/rules.ts";
import { SCHEDULES } from "../src/schedules/rules.ts";
import type { Described } from "../src/spec/takes.ts";

/** And what stands for layers. */
const layers = { ...layerTable, ...standIns };

const file = new URL("../README.md", import.meta.url);
const page = readFileSync(file, "utf8");
const rows = page.split("\n").filter((line) => line.startsWith("|"));
const code = (name: string): string => `\`${name}\``;
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`.replaceAll("  ", " ");

/** A layer with its fields: `dense` (`units`, ..., `regularizer: { l1, l2 }`). */
function tellLayer(kind: string): string {
  const { name: _, ...fields } = layers[kind].fields as Readonly<Record<string, Described>>;
  const told = Object.entries(fields).map(([name, { takes }]) =>
    code(takes.type === "fields" ? `${name}: { ${Object.keys(takes.fields).join(", ")} }` : name),
  );
  return told.length === 0 ? code(kind) : `${code(kind)} (${told.join(", ")})`;
}

/** The page with its lists of kinds as the tables have them. */
function withKinds(text: string): string {
  const flavours = ["keras2", "keras3", "torch", "paper"] as const;
  const optimizers = [
    row(["", ...flavours.map(code)]),
    "|---|---|---|---|---|",
    ...Object.entries(RULES).map(([kind, rule]) =>
      row([code(kind), ...flavours.map((flavour) => (rule.flavours[flavour] ? "yes" : ""))]),
    ),
  ];
  return text
    .replace(/^\| layers \|.*$/m, row(["layers", Object.keys(layers).map(tellLayer).join(", ")]))
    .replace(/^\| activations \|.*$/m, row(["activations", Object.keys(activations).map(code).join(", ")]))
    .replace(/^\| \| `keras2`[\s\S]*?(?=\n\n)/m, optimizers.join("\n"));
}

test("layers, activations and optimizers are those of the tables", () => {
  const wanted = withKinds(page);
  for (const table of [layers, activations, RULES]) {
    for (const kind of Object.keys(table)) expect(wanted).toContain(code(kind));
  }
  if (process.env.MINIBATCH_WRITE_FIXTURES === "1") writeFileSync(file, wanted);
  else expect(page).toBe(wanted);
});

test.each([
  ["losses", lossKinds()],
  ["schedules", Object.keys(SCHEDULES)],
])("every kind of %s is named", (room, kinds) => {
  const found = rows.find((line) => line.startsWith(`| ${room} |`)) ?? "";
  for (const kind of kinds) expect(found).toContain(code(kind));
});
