/** What pages and comments type by hand of kinds and defaults is what the library says of itself. */
import { expect, test } from "vitest";
import type { FieldDescription } from "../packages/minibatch/src/describe/describe-kinds.ts";
import { defaultCapacity } from "../packages/minibatch/src/model/default-capacity.ts";
import { defineModel } from "../packages/minibatch/src/model/define-model.ts";
import { planEpochs } from "../packages/minibatch/src/train/check-fit.ts";
import { readPage } from "./code-blocks.ts";
import { interfaceTable } from "./tables/interface-table.ts";
import { described } from "./tables/kind-tables.ts";

const readme = readPage("packages/minibatch/README.md");

/** The cells of every row of the tables of a text, without backticks. */
function rowsOf(markdown: string): string[][] {
  return [...markdown.matchAll(/^\| (.*) \|$/gm)].map(([, row]) => row!.replaceAll("`", "").split(" | "));
}

const model = defineModel({ inputs: 2, layers: [{ kind: "dense", units: 1 }], loss: "mean-squared-error" });
const many = { x: { rows: 1000 } } as never;

/** Defaults that depend on what they stand beside, where that is nothing special. */
const BATCH_SIZE = planEpochs(many, { epochs: 1 }).batchSize;
const DEPENDENT: Readonly<Record<string, number>> = { batchSize: BATCH_SIZE, capacity: defaultCapacity(model) };

const options: Readonly<Record<string, FieldDescription>> = { ...described.trainer, ...described.fit };

function defaultOf(name: string): string | undefined {
  const value = options[name]?.fallback ?? DEPENDENT[name];
  return value === undefined || value === null ? undefined : String(value);
}

test("README's options have the defaults that it says", () => {
  const held = rowsOf(readme).flatMap(([names = "", fallback = ""]) => {
    const told = fallback.replaceAll('"', "").split(", ");
    return names.split(", ").flatMap((name, i) => {
      const is = defaultOf(name);
      return is === undefined ? [] : [{ name, told: told[i] ?? told[0], is }];
    });
  });
  expect(held.map(({ name }) => name)).toEqual([
    ...["seed", "numerics", "precision", "capacity", "backend"],
    ...["batchSize", "shuffle", "evaluateTrain", "doctor"],
  ]);
  expect(held.map(({ name, told }) => [name, told])).toEqual(held.map(({ name, is }) => [name, is]));
});

test("README names every kind; its lists of activations and optimizers are written from the tables, which its own test holds", () => {
  const cellOf = (room: string): string => rowsOf(readme).find(([first]) => first === room)![1]!;
  for (const [room, table] of [
    ["layers", described.layer],
    ["activations", described.activation],
    ["losses", described.loss],
    ["schedules", described.schedule],
  ] as const) {
    for (const kind of Object.keys(table)) expect(cellOf(room)).toMatch(new RegExp(`(?<![\\w-])${kind}(?![\\w-])`));
  }
  for (const kind of Object.keys(described.initializer)) {
    const [, family, spread] = /^(glorot|he|lecun)-(\w+)$/.exec(kind) ?? [];
    for (const part of family === undefined ? [kind] : [`${family}-`, spread!])
      expect(cellOf("initializers")).toContain(part);
  }
});

test.each([
  ["TrainerOptions", "minibatch/src/train/create-trainer.ts", ["seed", "numerics", "precision", "backend", "capacity"]],
  ["FitOptions", "minibatch/src/train/fit-options.ts", ["batchSize", "shuffle", "evaluateTrain", "doctor"]],
] as const)("the comments of %s have the defaults that they say", (name, file, names) => {
  const rows = rowsOf(interfaceTable(file, name));
  for (const option of names) {
    const text = rows.find(([first]) => first === option)!.at(-1)!;
    const told = /"?(\w+)"? \(default\)/.exec(text)?.[1] ?? /[Dd]efault:? (\w+)/.exec(text)?.[1];
    expect([option, told]).toEqual([option, defaultOf(option)]);
  }
});

test.each<[string, RegExp, unknown]>([
  [
    "coming-from/keras",
    /our default slope is PyTorch's ([\d.]+)/,
    described.activation["leaky-relu"].fields.slope!.fallback,
  ],
  ["coming-from/keras", /default batch (\d+) in both/, BATCH_SIZE],
  ["coming-from/scikit-learn", /its default is 200 or all rows; ours (\d+)/, BATCH_SIZE],
  ["coming-from/keras", /The default flavour is `(\w+)`/, described.optimizer.sgd.flavours.keras3?.flavour?.fallback],
  ["library/numerics", /`(\w+)` is the default/, described.trainer.numerics.fallback],
])("docs/pages/%s.md says %s as it is", (page, pattern, value) => {
  expect(pattern.exec(readPage(`docs/pages/${page}.md`))?.[1]).toBe(String(value));
});
