import type { OptimizerInput } from "minibatch";
import { type FieldDescription, type FieldDescriptions, sayDefault, type Takes } from "minibatch/describe";
import type * as z from "zod";
import { kindSchema, LIBRARY } from "./library-schema.ts";

type Flavours = readonly (readonly [flavour: string, fields: FieldDescriptions])[];

/** One description for all flavours of a kind, the default one first. What a flavour lacks of it, the library says. */
function mergeFlavours(flavours: Flavours): FieldDescriptions {
  const names = new Set(flavours.flatMap(([, fields]) => Object.keys(fields)));
  return Object.fromEntries([...names].map((name) => [name, mergeField(name, flavours)]));
}

/** Defaults that differ are told by flavour. */
function mergeField(name: string, flavours: Flavours): FieldDescription {
  const found = flavours.flatMap(([flavour, fields]) => {
    const field = fields[name];
    return field === undefined ? [] : [{ flavour, field }];
  });
  const [first] = found;
  if (first === undefined) throw new TypeError(`Cannot describe ${name}: no flavour has it`);
  if (name === "flavour") {
    const names = flavours.map(([flavour]) => flavour);
    return { ...first.field, takes: { type: "choice", names }, fallback: names[0] };
  }
  const told = found.map(({ flavour, field }) => `${flavour}: ${sayDefault(field.fallback)}`);
  const differs = new Set(found.map(({ field }) => sayDefault(field.fallback))).size > 1;
  return {
    ...first.field,
    takes: widestOf(found.map(({ field }) => field.takes)),
    ...(differs && { says: `${first.field.says} By flavour ${told.join(", ")}.` }),
  };
}

/** What one flavour fixes, another may set: the range is that of those that may. */
function widestOf(all: readonly Takes[]): Takes {
  const free = all.filter(({ type }) => type !== "fixed");
  const [first, ...others] = free.length === 0 ? all : free;
  if (first === undefined || others.some((takes) => JSON.stringify(takes) !== JSON.stringify(first))) {
    throw new TypeError(`Cannot describe one option for all flavours: they take ${JSON.stringify(all)}`);
  }
  return first;
}

const kinds = Object.fromEntries(
  Object.entries(LIBRARY.optimizer).map(([kind, { says, flavours }]) => [
    kind,
    { says, fields: mergeFlavours(Object.entries(flavours)) },
  ]),
);

export const optimizerSchema: z.ZodType<OptimizerInput, OptimizerInput> = kindSchema(kinds).describe(
  "How weights are updated, as it stands before parameters change it: a kind, or an object with one.",
) as z.ZodType<OptimizerInput, OptimizerInput>;
