/**
 * Every number that an experiment may hold, found in its JSON Schema: tried at its exact bounds, one step beyond them, with a fraction where whole numbers are
 * wanted, with what is no finite number and with a text. A new field is in the table by itself; one whose bounds the library checks needs a row of `LIBRARY`.
 */
import { expect, test } from "vitest";
import { smallExperiment } from "../../../test/small-experiment.ts";
import { checkLibraryParts } from "../check-library-parts.ts";
import { experimentJsonSchema } from "../json-schema.ts";
import { formatPath } from "../path.ts";
import { experimentSchema } from "./experiment-schema.ts";

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** A number's place: `make` gives the experiment's part that holds this value there. */
interface NumberField {
  readonly path: readonly (string | number)[];
  readonly title: string;
  readonly schema: Schema;
  readonly make: (value: unknown) => unknown;
}

const root = experimentJsonSchema() as Schema;

function refOf({ $ref, allOf }: Schema): string | undefined {
  return $ref ?? allOf?.[0]?.$ref;
}

function resolve(schema: Schema): Schema {
  const ref = refOf(schema);
  if (ref === undefined) return schema;
  const steps = ref.replace("#/", "").split("/");
  return steps.reduce<unknown>((place, step) => (place as Record<string, unknown>)[step], root) as Schema;
}

/** Of this type alone, or null; what may be a text as well is no number's place. */
function isOf({ type = [] }: Schema, name: string): boolean {
  const types = [type].flat().filter((one) => one !== "null");
  return types.length === 1 && types[0] === name;
}

/** The least that fits: of several kinds the first, of an object what it must have. */
function exampleOf(given: Schema): unknown {
  const schema = resolve(given);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return exampleOf(choice);
  if (schema.type === "object") {
    const required = schema.required ?? [];
    return Object.fromEntries(required.map((name) => [name, exampleOf(schema.properties![name]!)]));
  }
  if (schema.type === "array") return [exampleOf(schema.items!)];
  if (isOf(schema, "integer")) return Math.max(schema.minimum ?? 1, 2);
  if (isOf(schema, "number")) return 0.5;
  if (schema.type === "boolean") return true;
  return "name";
}

/** What a kind must have though the schema does not say so: the library says it better. */
const NEEDED: Readonly<Record<string, object>> = {
  step: { at: [1], factor: 0.5 },
  exponential: { factor: 0.5 },
  "inverse-time": { decay: 0.5 },
  polynomial: { over: 10 },
  cosine: { over: 10 },
  "one-cycle": { over: 10 },
};

function kindOf({ properties }: Schema): string {
  return String(properties?.kind?.const);
}

/** `seen`: definitions on the way here; one that holds itself is entered once. */
function findNumbers(
  given: Schema,
  at: readonly (string | number)[],
  title: string,
  make: (part: unknown) => unknown,
  seen: readonly string[] = [],
): NumberField[] {
  const ref = refOf(given);
  if (ref !== undefined && seen.includes(ref)) return [];
  const inside = ref === undefined ? seen : [...seen, ref];
  const schema = resolve(given);
  if (isOf(schema, "number") || isOf(schema, "integer")) return [{ path: at, title, schema, make }];
  const choices = (schema.anyOf ?? schema.oneOf ?? []).flatMap((choice) => {
    const { kind } = resolve(choice).properties ?? {};
    return findNumbers(choice, at, kind?.const === undefined ? title : `${title}(${kind.const})`, make, inside);
  });
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    findNumbers(
      field,
      [...at, name],
      `${title}.${name}`,
      (value) => make({ ...(exampleOf(schema) as object), ...NEEDED[kindOf(schema)], [name]: value }),
      inside,
    ),
  );
  const items =
    schema.items === undefined
      ? []
      : findNumbers(schema.items, [...at, 0], `${title}[0]`, (value) => make([value]), inside);
  const named =
    typeof schema.additionalProperties === "object"
      ? findNumbers(schema.additionalProperties, [...at, "a"], `${title}.a`, (value) => make({ a: value }), inside)
      : [];
  return [...choices, ...fields, ...items, ...named];
}

const fields = Object.entries(root.properties!).flatMap(([name, schema]) =>
  findNumbers(schema, [name], name, (part) => ({ ...smallExperiment, [name]: part })),
);

/** Whether the value at this place is refused; what else may be wrong with an example does not matter. */
function isRefused({ path, make }: NumberField, value: unknown): boolean {
  const { error } = experimentSchema.safeParse(make(value));
  return (error?.issues ?? []).some((issue) => issue.path.every((step, i) => i >= path.length || step === path[i]));
}

const isWhole = ({ schema }: NumberField): boolean => isOf(schema, "integer");

test("there are numbers in every part", () => {
  expect(new Set(fields.map(({ path }) => path[0]))).toEqual(
    new Set([
      "data",
      "model",
      "optimizer",
      "training",
      "parameters",
      "search",
      "pruning",
      "repeats",
      "seed",
      "threshold",
    ]),
  );
  expect(fields.length).toBeGreaterThan(100);
});

/** A value that is taken, and one a step farther that is not. */
type Bound = readonly [taken: number, refused: number];

function boundsOf(field: NumberField): Bound[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field.schema;
  const step = isWhole(field) ? 1 : 1e-9;
  const bounds: Bound[] = [];
  if (minimum !== undefined) bounds.push([minimum, minimum - step]);
  if (maximum !== undefined) bounds.push([maximum, maximum + step]);
  if (exclusiveMinimum !== undefined) bounds.push([exclusiveMinimum + step, exclusiveMinimum]);
  if (exclusiveMaximum !== undefined) bounds.push([exclusiveMaximum - step, exclusiveMaximum]);
  // beyond these a number is not what was written any more
  return bounds.filter(([, refused]) => !isWhole(field) || Math.abs(refused) <= Number.MAX_SAFE_INTEGER + 1);
}

/** What the schema says today, by title; a field that is not here has the library's bounds, or none. */
const SCHEMA: Readonly<Record<string, string>> = {
  "data.rows": "whole, 2 to 4800",
  "data.splitSeed": "whole, 0 to 4294967295",
  "data.testRows": "whole, 1 to 10000",
  "data.trainRows": "whole, 1 to 60000",
  "data.validationRows": "whole, 1 to 10000",
  "model.inputs": "whole, 1 to any",
  "model.layers[0](dense).units": "whole, 1 to any",
  "model.layers[0](dropout).rate": "0 to below 1",
  "parameters.a(integer).high": "whole, -9007199254740991 to any",
  "parameters.a(integer).low": "whole, -9007199254740991 to any",
  "parameters.a(integer).steps": "whole, 2 to any",
  "parameters.a(log-uniform).steps": "whole, 2 to any",
  "parameters.a(uniform).steps": "whole, 2 to any",
  "pruning(median).everyEpochs": "whole, 1 to any",
  "pruning(median).warmupEpochs": "whole, 1 to any",
  "pruning(median).wave": "whole, 1 to any",
  "pruning(successive-halving).factor": "whole, 2 to any",
  "pruning(successive-halving).minEpochs": "whole, 1 to any",
  repeats: "whole, 1 to 100000",
  "search(random).configurations": "whole, 1 to 10000000",
  "search(sobol).configurations": "whole, 1 to 10000000",
  "search(tpe).batch": "whole, 1 to any",
  "search(tpe).candidates": "whole, 1 to any",
  "search(tpe).configurations": "whole, 1 to 10000000",
  "search(tpe).startup": "whole, 1 to any",
  seed: "whole, 0 to 4294967295",
  "training.batchSize": "whole, 1 to any",
  "training.earlyStopping.minDelta": "0 to any",
  "training.earlyStopping.patience": "whole, 1 to any",
  "training.epochs": "whole, 1 to 1000000",
};

test("the bounds are those that they should be", () => {
  const told = fields.flatMap((field) =>
    boundsOf(field).length === 0 && !isWhole(field) ? [] : [[field.title, tellBounds(field)]],
  );
  expect(Object.fromEntries(told)).toEqual(SCHEMA);
});

/** `whole, 1 to 60000`, `0 to below 1` */
function tellBounds(field: NumberField): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field.schema;
  const low = exclusiveMinimum === undefined ? minimum : `above ${exclusiveMinimum}`;
  const high = exclusiveMaximum === undefined ? maximum : `below ${exclusiveMaximum}`;
  const most = high === Number.MAX_SAFE_INTEGER ? undefined : high;
  return `${isWhole(field) ? "whole, " : ""}${low} to ${most ?? "any"}`;
}

test.each(fields.map((field) => [field.title, field] as const))("%s", (_title, field) => {
  for (const value of [Number.NaN, Infinity, -Infinity, "1", "", [], {}, true]) {
    expect(isRefused(field, value), JSON.stringify(value)).toBe(true);
  }
  for (const [taken, refused] of boundsOf(field)) {
    expect(isRefused(field, taken), `${taken}`).toBe(false);
    expect(isRefused(field, refused), `${refused}`).toBe(true);
  }
  const inside = Math.max(field.schema.minimum ?? 0, 0) + 0.5;
  expect(isRefused(field, inside), `${inside}`).toBe(isWhole(field));
  if (isWhole(field)) expect(isRefused(field, inside + 0.5)).toBe(false);
  else if (boundsOf(field).length === 0)
    expect(LIBRARY, "its bounds, which the library checks").toHaveProperty([nameOf(field)]);
});

const nameOf = ({ path }: NumberField): string => path.findLast((step) => typeof step === "string") as string;

const AT_LEAST_0: readonly Bound[] = [[0, -1e-9]];
const ABOVE_0: readonly Bound[] = [[1e-9, 0]];
const AT_MOST_1: readonly Bound[] = [[1, 1 + 1e-9]];
const BELOW_1: readonly Bound[] = [[1 - 1e-9, 1]];
const ANY: readonly Bound[] = [];
const wholeFrom = (least: number): readonly Bound[] => [
  [least, least - 1],
  [least + 1, least + 0.5],
];

/** By a field's name: the bounds that the library checks; `kind.name` where one kind has others. */
const LIBRARY: Readonly<Record<string, readonly Bound[]>> = {
  ...{ threshold: ANY, low: ANY, high: ANY, value: ANY, mean: ANY, gain: ANY, slope: ANY },
  ...{ l1: AT_LEAST_0, l2: AT_LEAST_0, alpha: ABOVE_0, sd: AT_LEAST_0 },
  ...{ learningRate: AT_LEAST_0, decay: AT_LEAST_0, weightDecay: AT_LEAST_0, epsilon: AT_LEAST_0 },
  ...{ clipValue: ABOVE_0, clipNorm: ABOVE_0, globalClipNorm: ABOVE_0, initialAccumulator: AT_LEAST_0 },
  ...{ momentum: [...AT_LEAST_0, ...AT_MOST_1], dampening: [...AT_LEAST_0, ...AT_MOST_1], scheduleDecay: AT_LEAST_0 },
  ...{ rho: [...AT_LEAST_0, ...BELOW_1], beta1: [...AT_LEAST_0, ...BELOW_1], beta2: [...AT_LEAST_0, ...BELOW_1] },
  ...{ at: ABOVE_0, factor: [...ABOVE_0, ...AT_MOST_1], every: ABOVE_0, over: ABOVE_0, warmup: AT_LEAST_0 },
  ...{
    end: AT_LEAST_0,
    start: AT_LEAST_0,
    power: ABOVE_0,
    up: [...ABOVE_0, ...BELOW_1],
  },
  ...{ restarts: wholeFrom(0), restartFactor: ABOVE_0, patience: wholeFrom(1), cooldown: wholeFrom(0) },
  ...{ minDelta: AT_LEAST_0, minFactor: [...AT_LEAST_0, ...AT_MOST_1] },
  // no flavour that has it clips each parameter by itself
  "radam.clipNorm": ANY,
  "reduce-on-plateau.factor": [...ABOVE_0, ...BELOW_1],
};

/** some options are one flavour's alone; null: as it is written */
const FLAVOURS = [null, "keras2", "torch"] as const;

/** Whether the library refuses the value itself, and takes it under no flavour. */
function isRefusedByLibrary({ path, make }: NumberField, value: number): boolean {
  const place = formatPath(path.slice(0, path.findLastIndex((step) => typeof step === "string") + 1));
  const answers = FLAVOURS.map((flavour) => {
    const { model, optimizer } = make(value) as { model: unknown; optimizer: string | object };
    const flavoured = typeof optimizer === "string" || flavour === null ? optimizer : { ...optimizer, flavour };
    try {
      checkLibraryParts({ model, optimizer: flavoured });
      return "taken";
    } catch (error) {
      return (error as Error).message.startsWith(`${place}: `) ? "refused" : "elsewhere";
    }
  });
  return answers.includes("refused") && !answers.includes("taken");
}

const unbounded = fields.filter(
  (field) => boundsOf(field).length === 0 && ["model", "optimizer"].includes(String(field.path[0])),
);

test.each(unbounded.map((field) => [field.title, field] as const))(
  "%s: its bounds are the library's",
  (title, field) => {
    const kind = /\(([^()]*)\)[^()]*$/.exec(title)?.[1];
    const bounds = LIBRARY[`${kind}.${nameOf(field)}`] ?? LIBRARY[nameOf(field)];
    for (const [taken, refused] of bounds ?? []) {
      expect(isRefusedByLibrary(field, taken), `${taken}`).toBe(false);
      expect(isRefusedByLibrary(field, refused), `${refused}`).toBe(true);
    }
  },
);
