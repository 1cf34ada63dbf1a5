/** Draws what a description allows, and what it does not: the property tests of descriptions, here and in the lab. */
import fc from "fast-check";
import {
  describeKinds,
  type FieldDescription,
  type FieldDescriptions,
  type Takes,
} from "../src/describe/describe-kinds.ts";
import { holds } from "../src/spec/takes.ts";

const tables = describeKinds();

/** A value that a field takes; `isWithin`: in a kind that holds others of its table, which then hold none. */
export function drawTaken(takes: Takes, isWithin = false): fc.Arbitrary<unknown> {
  switch (takes.type) {
    case "number":
      return drawNumber(takes);
    case "boolean":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...takes.names);
    case "fixed":
      return fc.constant(takes.only);
    case "optional":
      return fc.option(drawTaken(takes.of, isWithin));
    case "kind":
      return drawKind(takes.of, isWithin);
    case "fields":
      return drawFields(takes.fields, isWithin);
    case "either":
      return fc.oneof(...takes.of.map((one) => drawTaken(one, isWithin)));
    case "list":
      if (takes.exactly !== undefined) {
        return fc.array(drawTaken(takes.of), { minLength: takes.exactly, maxLength: takes.exactly });
      }
      // of times, which ascend
      return fc
        .array(drawTaken(takes.of, isWithin), { minLength: 1, maxLength: 3 })
        .map((list) =>
          list.every((one) => typeof one === "number") ? [...new Set(list)].sort((a, b) => a - b) : list,
        );
    case "text":
      return fc.stringMatching(new RegExp(takes.pattern));
    default:
      throw new Error(`Cannot draw ${takes.type}: it is no JSON`);
  }
}

/** A value that a field refuses. */
export function drawRefused(takes: Takes): fc.Arbitrary<unknown> {
  const others = (...taken: readonly string[]): fc.Arbitrary<unknown> =>
    fc.constantFrom<unknown>(null, true, 0.5, "?", [], { "?": 1 }).filter((value) => !taken.includes(typeof value));
  switch (takes.type) {
    case "number":
      return fc.oneof(others("number"), fc.constantFrom(Number.NaN, Infinity, -Infinity), drawBeyond(takes));
    case "boolean":
      return others("boolean");
    case "choice":
      return fc.oneof(
        others("string"),
        fc.string().filter((name) => !takes.names.includes(name)),
      );
    case "fixed":
      return fc.oneof(fc.constant("?"), fc.double({ min: 2, max: 1e9, noNaN: true }), fc.constant(!takes.only));
    case "optional":
      return drawRefused(takes.of).filter((value) => value !== null);
    case "kind":
      return fc.oneof(others("object"), fc.constantFrom<unknown>([], {}, { kind: "?" }));
    case "fields":
      return fc.oneof(
        others("object"),
        ...Object.entries(takes.fields).map(([name, field]) =>
          drawRefused(field.takes).map((value) => ({ [name]: value })),
        ),
      );
    case "either":
      // what one refuses and another takes is not drawn
      return fc.oneof(...takes.of.map(drawRefused)).filter((value) => !takes.of.some((one) => isPlain(one, value)));
    case "list":
      return fc.oneof(
        others("object"),
        fc.constant([]),
        drawRefused(takes.of).map((value) => new Array(takes.exactly ?? 1).fill(value)),
        ...(takes.exactly === undefined ? [] : [fc.array(drawTaken(takes.of), { maxLength: takes.exactly - 1 })]),
      );
    case "text":
      return fc.oneof(
        others("string"),
        fc.string().filter((text) => !new RegExp(takes.pattern).test(text)),
      );
    default:
      throw new Error(`Cannot draw beside ${takes.type}: it is no JSON`);
  }
}

/** A value of a type without parts. */
function isPlain(takes: Takes, value: unknown): boolean {
  return ["number", "boolean", "choice", "text"].includes(takes.type) && holds(takes, value);
}

/** Fields that may be left out, and those that may not. */
export function drawFields(fields: FieldDescriptions, isWithin = false): fc.Arbitrary<Record<string, unknown>> {
  const drawn = Object.entries(fields).map(([name, { takes }]) => [name, drawTaken(takes, isWithin)] as const);
  return fc.record(Object.fromEntries(drawn), { requiredKeys: neededOf(fields) as never });
}

/** The names of the fields that must be given. */
export function neededOf(fields: FieldDescriptions): string[] {
  return Object.keys(fields).filter((name) => isNeeded(fields[name]));
}

function isNeeded({ fallback, otherwise }: FieldDescription): boolean {
  return fallback === undefined && otherwise === undefined;
}

function drawKind(of: keyof typeof tables, isWithin: boolean): fc.Arbitrary<unknown> {
  if (of === "loss") return fc.constantFrom(...Object.keys(tables.loss));
  return fc.oneof(
    ...everyKind()
      .filter(({ table, fields }) => table === of && !(isWithin && holdsKinds(of, fields)))
      .flatMap(({ kind, flavour, fields }) => [
        drawFields(fields, holdsKinds(of, fields)).map((given) => ({
          kind,
          ...given,
          ...(flavour === null ? {} : { flavour }),
        })),
        ...(of !== "layer" && flavour === null && neededOf(fields).length === 0 ? [fc.constant(kind)] : []),
      ]),
  );
}

/** Whether one of the fields is a list of kinds of that table. */
export function holdsKinds(table: string, fields: FieldDescriptions): boolean {
  return Object.values(fields).some(
    ({ takes }) => takes.type === "list" && takes.of.type === "kind" && takes.of.of === table,
  );
}

export interface DescribedKind {
  readonly table: "layer" | "activation" | "augmentation" | "initializer" | "schedule" | "optimizer";
  readonly kind: string;
  /** null where a table has none */
  readonly flavour: string | null;
  readonly fields: FieldDescriptions;
}

/** Every kind of every table that has fields; of optimizers each flavour. */
export function everyKind(): readonly DescribedKind[] {
  const plain = (["layer", "activation", "augmentation", "initializer", "schedule"] as const).flatMap((table) =>
    Object.entries<{ readonly fields: FieldDescriptions }>(tables[table]).map(([kind, { fields }]) => ({
      table,
      kind,
      flavour: null,
      fields,
    })),
  );
  const optimizers = Object.entries(tables.optimizer).flatMap(([kind, { flavours }]) =>
    Object.entries(flavours).map(([flavour, fields]) => ({
      table: "optimizer" as const,
      kind,
      flavour,
      // said by the kind
      fields: Object.fromEntries(Object.entries(fields).filter(([name]) => name !== "flavour")),
    })),
  );
  return [...plain, ...optimizers];
}

function drawNumber({ atLeast, above, atMost, below, whole }: Extract<Takes, { readonly type: "number" }>) {
  // a sum of what is drawn stays finite, and a list of it short
  const [min, max] = [above ?? atLeast ?? -1e9, below ?? atMost ?? 1e9];
  if (whole) return fc.integer({ min, max: Math.min(max, 1e6) });
  return fc.double({ min, max, minExcluded: above !== undefined, maxExcluded: below !== undefined, noNaN: true });
}

/** Numbers on the wrong side of a bound, the bound itself where it is open, fractions where whole ones are wanted. */
function drawBeyond({ atLeast, above, atMost, below, whole }: Extract<Takes, { readonly type: "number" }>) {
  const [min, max] = [above ?? atLeast, below ?? atMost];
  const drawn: fc.Arbitrary<unknown>[] = [fc.constant("1")];
  if (whole) drawn.push(fc.constantFrom((min ?? 0) + 0.5, 2 ** 53));
  if (min !== undefined) {
    drawn.push(
      fc
        .double({ min: -1e9, max: min, maxExcluded: above === undefined, noNaN: true })
        .filter((n) => n !== min || above !== undefined),
    );
  }
  if (max !== undefined)
    drawn.push(fc.double({ min: max, max: Math.max(1e9, 2 * max), minExcluded: below === undefined, noNaN: true }));
  return fc.oneof(...drawn);
}
