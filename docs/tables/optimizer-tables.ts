/** Tables of the optimizers, from the library's description of them: which flavour has which, and every default. */
import { type FieldDescriptions, sayDefault } from "../../packages/minibatch/src/describe/describe-kinds.ts";
import type { Flavour } from "../../packages/minibatch/src/optimizers/spec.ts";
import { described } from "./kind-tables.ts";
import { code, table } from "./markdown-table.ts";

export const PROGRAMS: readonly Flavour[] = ["keras2", "keras3", "torch"];
const FLAVOURS: readonly Flavour[] = [...PROGRAMS, "paper"];

const kinds = Object.entries(described.optimizer).map(([kind, { says, flavours }]) => ({
  kind,
  says,
  flavours: flavours as Readonly<Partial<Record<Flavour, FieldDescriptions>>>,
  all: Object.values(flavours).map((fields) => Object.keys(fields)),
}));

/** The options that every kind has in every flavour. */
const common = kinds[0]!.all[0]!.filter((name) => kinds.every(({ all }) => all.every((names) => names.includes(name))));

/** Kinds by flavour, with the learning rate that each begins with. */
export function optimizersTable(): string {
  const rows = kinds.map(({ kind, says, flavours }) => [
    code(kind),
    says,
    ...FLAVOURS.map((flavour) => tellDefault(flavours[flavour], "learningRate")),
  ]);
  return table(["kind", "what it is", ...FLAVOURS], rows);
}

/** The options that every kind has; their defaults differ. */
export function commonOptionsTable(): string {
  const [first] = Object.values(kinds[0]!.flavours);
  return table(
    ["option", "what it does"],
    common.map((name) => [code(name), first![name]!.says ?? ""]),
  );
}

/** Every default of every option of its own, by flavour; a dash where a flavour has none. */
export function optimizerOptionsTable(): string {
  const rows = kinds.flatMap(({ kind, flavours, all }) =>
    ["weightDecay", ...new Set(all.flat())]
      .filter((name, i) => i === 0 || !common.includes(name))
      .map((name) => [code(kind), code(name), ...FLAVOURS.map((flavour) => tellDefault(flavours[flavour], name))]),
  );
  return table(["kind", "option", ...FLAVOURS], rows);
}

/** A dash where the flavour lacks the kind, or has the option in name only. */
function tellDefault(fields: FieldDescriptions | undefined, name: string): string {
  const field = fields?.[name];
  return field === undefined || field.takes.type === "fixed" ? "–" : sayDefault(field.fallback);
}

/** The defaults of one flavour, for somebody who comes from its program. */
export function flavourTable(flavour: Flavour): string {
  const rows = kinds.flatMap(({ kind, flavours }) => {
    const fields = flavours[flavour];
    if (fields === undefined) return [];
    const own = Object.entries(fields).filter(
      ([name, { takes, fallback }]) =>
        takes.type !== "fixed" &&
        (name === "learningRate" || !common.includes(name) || (name === "weightDecay" && fallback !== 0)),
    );
    return [[code(kind), own.map(([name, { fallback }]) => `${name} ${sayDefault(fallback)}`).join(", ")]];
  });
  return table(["kind", `what is left out is, in ${flavour}`], rows);
}
