/** Tables of the optimizers, from their own rules: which flavour has which, and every default. */
import { defineOptimizer } from "../../packages/minibatch/src/optimizers/define-optimizer.ts";
import { RULES } from "../../packages/minibatch/src/optimizers/rules.ts";
import type { Flavour, OptimizerKind } from "../../packages/minibatch/src/optimizers/spec.ts";
import type { Field } from "../../packages/minibatch/src/spec/fields.ts";
import { code, table } from "./markdown-table.ts";
import { schemaAt, takes } from "./schema-tables.ts";

export const PROGRAMS: readonly Flavour[] = ["keras2", "keras3", "torch"];
const FLAVOURS: readonly Flavour[] = [...PROGRAMS, "paper"];

const rules = Object.entries(RULES) as [OptimizerKind, (typeof RULES)[OptimizerKind]][];

/** Kinds by flavour, with the learning rate that each begins with. */
export function optimizersTable(): string {
  const rows = rules.map(([kind, { flavours }]) => [
    code(kind),
    describe(kind),
    ...FLAVOURS.map((flavour) => flavours[flavour]?.learningRate.toString() ?? "–"),
  ]);
  return table(["kind", "what it is", ...FLAVOURS.map((flavour) => `${flavour}, default rate`)], rows);
}

function describe(kind: OptimizerKind): string {
  const options = schemaAt("optimizer").anyOf?.flatMap(({ oneOf }) => oneOf ?? []) ?? [];
  return options.find(({ properties }) => properties?.kind?.const === kind)?.properties?.kind?.description ?? "";
}

/** The options that every kind has. */
export function commonOptionsTable(): string {
  const kinds = schemaAt("optimizer").anyOf?.flatMap(({ oneOf }) => oneOf ?? []) ?? [];
  const [first, ...others] = kinds.map(({ properties }) => properties ?? {});
  const rows = Object.entries(first ?? {})
    .filter(([name]) => name !== "kind" && others.every((properties) => Object.hasOwn(properties, name)))
    // defaults differ by kind and flavour
    .map(([name, schema]) => [
      code(name),
      (schema.description ?? `${takes(schema)}.`).replace(/ (?:By flavour|Default) .*$/, ""),
    ]);
  return table(["option", "what it does"], rows);
}

/** Every default of every option of its own, by flavour; a dash where a flavour has none. */
export function optimizerOptionsTable(): string {
  const rows = rules.flatMap(([kind, { flavours }]) => {
    const names = new Set(FLAVOURS.flatMap((flavour) => Object.keys(flavours[flavour]?.options ?? {})));
    return ["weightDecay", ...names].map((name) => [
      code(kind),
      code(name),
      ...FLAVOURS.map((flavour) => {
        const defaults = flavours[flavour];
        if (defaults === undefined) return "–";
        const field = (defaults.options as Readonly<Record<string, Field<unknown>>>)[name];
        if (field !== undefined && isFixed(field)) return "–";
        if (name === "weightDecay" && flavour === "keras2") return "–";
        return String((defineOptimizer({ kind, flavour } as never) as unknown as Record<string, unknown>)[name]);
      }),
    ]);
  });
  return table(["kind", "option", ...FLAVOURS], rows);
}

/** Whether a flavour has this option in name only. */
function isFixed(field: Field<unknown>): boolean {
  try {
    field.read({}, "");
    return false;
  } catch (error) {
    return (error as Error).message.includes("cannot be set to");
  }
}

/** The defaults of one flavour, for somebody who comes from its program. */
export function flavourTable(flavour: Flavour): string {
  const rows = rules.flatMap(([kind, rule]) => {
    const defaults = rule.flavours[flavour];
    if (defaults === undefined) return [];
    const spec = defineOptimizer({ kind, flavour } as never) as unknown as Record<string, unknown>;
    const own = Object.entries(defaults.options as Readonly<Record<string, Field<unknown>>>)
      .filter(([, field]) => !isFixed(field))
      .map(([name]) => `${name} ${spec[name]}`);
    const decay = defaults.weightDecay === undefined ? [] : [`weightDecay ${spec.weightDecay}`];
    return [[code(kind), [`learningRate ${spec.learningRate}`, ...own, ...decay].join(", ")]];
  });
  return table(["kind", `what is left out is, in ${flavour}`], rows);
}
