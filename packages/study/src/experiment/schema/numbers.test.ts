/**
 * Every number that an experiment may hold, found in its JSON Schema: tried at its exact bounds, one step beyond them,
 * with a fraction where whole numbers are wanted, with what is no finite number and with a text. A new field is in the
 * table by itself, and its bounds need a row of `SCHEMA`, or of `LIBRARY` where the schema has them from the library.
 */
import { expect, test } from "vitest";
import { smallExperiment } from "../../../test/small-experiment.ts";
import { formatPath } from "../../json/path.ts";
import { checkLibraryParts } from "../check-library-parts.ts";
import { networkJsonSchema } from "../json-schema.ts";
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
  readonly minItems?: number;
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

const root = networkJsonSchema() as Schema;

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
  if (schema.const !== undefined) return [];
  if (isOf(schema, "number") || isOf(schema, "integer")) return [{ path: at, title, schema, make }];
  const choices = (schema.anyOf ?? schema.oneOf ?? []).flatMap((choice) => {
    const { kind, set = kind } = resolve(choice).properties ?? {};
    return findNumbers(choice, at, set?.const === undefined ? title : `${title}(${set.const})`, make, inside);
  });
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    findNumbers(
      field,
      [...at, name],
      `${title}.${name}`,
      (value) => make({ ...(exampleOf(schema) as object), [name]: value }),
      inside,
    ),
  );
  const items =
    schema.items === undefined
      ? []
      : findNumbers(
          schema.items,
          [...at, 0],
          `${title}[0]`,
          (value) => make(new Array(schema.minItems ?? 1).fill(value)),
          inside,
        );
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
      "preprocessing",
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
  // of a large bound a step that its double shows
  const stepAt = (bound: number): number => Math.max(step, Math.abs(bound) * 1e-9);
  const bounds: Bound[] = [];
  if (minimum !== undefined) bounds.push([minimum, minimum - stepAt(minimum)]);
  if (maximum !== undefined) bounds.push([maximum, maximum + stepAt(maximum)]);
  if (exclusiveMinimum !== undefined) bounds.push([exclusiveMinimum + step, exclusiveMinimum]);
  if (exclusiveMaximum !== undefined) bounds.push([exclusiveMaximum - step, exclusiveMaximum]);
  // beyond these a number is not what was written any more
  return bounds.filter(([, refused]) => !isWhole(field) || Math.abs(refused) <= Number.MAX_SAFE_INTEGER + 1);
}

/** What the schema says today, by title. */
const SCHEMA: Readonly<Record<string, string>> = {
  "data(mnist).testRows": "whole, 1 to 10000",
  "data(mnist).trainRows": "whole, 1 to 60000",
  "data(mnist).validationRows": "whole, 1 to 10000",
  "data(sequences).rows": "whole, 2 to 4800",
  "data(sequences).splitSeed": "whole, 0 to 4294967295",
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
  "repeats.folds": "whole, 2 to 1000",
  "data.split.folds": "whole, 2 to 1000",
  "data.split.seed": "whole, 0 to 4294967295",
  "data.split.test": "0 to any",
  "data.split.validation": "0 to any",
  "search(random).configurations": "whole, 1 to 10000000",
  "search(sobol).configurations": "whole, 1 to 10000000",
  "search(tpe).batch": "whole, 1 to any",
  "search(tpe).candidates": "whole, 1 to any",
  "search(tpe).configurations": "whole, 1 to 10000000",
  "search(tpe).startup": "whole, 1 to any",
  seed: "whole, 0 to 4294967295",
  "training.batchSize": "whole, 1 to any",
  "training.augment[0](random-erasing).aspect": "above 0 to 1",
  "training.augment[0](random-erasing).least": "0 to 1",
  "training.augment[0](random-erasing).most": "0 to 1",
  "training.augment[0](random-erasing).probability": "0 to 1",
  "training.augment[0](random-flip).probability": "0 to 1",
  "training.augment[0](random-rotation).degrees": "0 to 180",
  "training.augment[0](random-shift).pixels": "whole, 0 to 2147483647",
  "training.classWeights.a": "0 to any",
  "training.classWeights[0]": "0 to any",
  "training.earlyStopping.minDelta": "0 to any",
  "training.earlyStopping.patience": "whole, 1 to any",
  "training.epochs": "whole, 1 to 1000000",
};

/**
 * Those of the model and the optimizer, which are the library's, by a field's name; `kind.name` where one kind has
 * others.
 */
const LIBRARY: Readonly<Record<string, string>> = {
  ...{ inputs: "whole, 1 to any", units: "whole, 1 to any", rate: "0 to below 1", l1: "0 to any", l2: "0 to any" },
  ...{ shape: "whole, 1 to any", hidden: "whole, 1 to any", times: "whole, 1 to 1000" },
  ...{ pool: "whole, 1 to any", stride: "whole, 1 to any", padding: "whole, 0 to any" },
  ...{ filters: "whole, 1 to any", kernel: "whole, 1 to any", dilation: "whole, 1 to any", groups: "whole, 1 to any" },
  ...{ slope: "any", alpha: "above 0 to any", sd: "0 to any" },
  ...{ low: "any", high: "any", value: "any", mean: "any", gain: "any" },
  ...{ learningRate: "0 to any", decay: "0 to any", weightDecay: "0 to any", epsilon: "0 to any" },
  ...{ clipValue: "above 0 to any", clipNorm: "above 0 to any", globalClipNorm: "above 0 to any" },
  ...{ momentum: "0 to 1", dampening: "0 to 1", initialAccumulator: "0 to any", scheduleDecay: "0 to any" },
  ...{ rho: "0 to below 1", beta1: "0 to below 1", beta2: "0 to below 1", beta3: "0 to below 1" },
  ...{ at: "above 0 to any", factor: "above 0 to 1", every: "above 0 to any", over: "above 0 to any" },
  ...{ end: "0 to any", start: "0 to any", power: "above 0 to any", up: "above 0 to below 1", warmup: "0 to any" },
  ...{ restarts: "whole, 0 to 1000", restartFactor: "above 0 to any" },
  ...{ patience: "whole, 1 to any", cooldown: "whole, 0 to any", minDelta: "0 to any", minFactor: "0 to 1" },
  ...{ rateFactor: "0 to any", decayFactor: "0 to any", weights: "0 to any", biases: "0 to any" },
  ...{ limit: "above 0 to any", accumulate: "whole, 1 to any", ema: "0 to below 1" },
  "ema.decay": "0 to below 1",
  ...{ labelSmoothing: "0 to below 1", positiveWeight: "above 0 to any", delta: "above 0 to any" },
  ...{ tau: "above 0 to below 1", margin: "above 0 to any", gamma: "0 to any" },
  "sigmoid-focal.alpha": "0 to 1",
  ...{ groups: "whole, 1 to any", "batch-norm.momentum": "0 to below 1" },
  ...{ "batch-norm.epsilon": "above 0 to any", "layer-norm.epsilon": "above 0 to any" },
  ...{ "group-norm.epsilon": "above 0 to any", "rms-norm.epsilon": "above 0 to any" },
  "exponential.factor": "above 0 to any",
  "reduce-on-plateau.factor": "above 0 to below 1",
};

const nameOf = ({ path }: NumberField): string => path.findLast((step) => typeof step === "string") as string;

/** The innermost kind that the field belongs to. */
const kindOf = ({ title }: NumberField): string | undefined => /\(([^()]*)\)[^()]*$/.exec(title)?.[1];

const isLibrarys = ({ path }: NumberField): boolean => ["model", "optimizer"].includes(String(path[0]));

/**
 * Of sets but those of the report, of formats and of steps: their bounds are in the schema that is kept as text, so
 * that a new one needs no row here.
 */
const isOfAnotherSet = ({ title }: NumberField): boolean =>
  /^data(?:\((?!mnist|sequences)|\.(?!split))|^preprocessing/.test(title);

/** Of a kind, of what the field stands within, or of its name. */
function libraryBounds(field: NumberField): string | undefined {
  const [name, outer] = [nameOf(field), String(field.path.at(-2))];
  return LIBRARY[`${kindOf(field)}.${name}`] ?? LIBRARY[`${outer}.${name}`] ?? LIBRARY[name];
}

test("the bounds are those that they should be", () => {
  const own = fields.filter((field) => !isLibrarys(field) && tellBounds(field) !== "any" && !isOfAnotherSet(field));
  expect(Object.fromEntries(own.map((field) => [field.title, tellBounds(field)]))).toEqual(SCHEMA);
  const others = fields.filter(isLibrarys);
  expect(others.map((field) => [field.title, tellBounds(field)])).toEqual(
    others.map((field) => [field.title, libraryBounds(field)]),
  );
});

/** `whole, 1 to 60000`, `0 to below 1` */
function tellBounds(field: NumberField): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field.schema;
  const low = exclusiveMinimum === undefined ? minimum : `above ${exclusiveMinimum}`;
  const high = exclusiveMaximum === undefined ? maximum : `below ${exclusiveMaximum}`;
  const most = high === Number.MAX_SAFE_INTEGER ? undefined : high;
  if (low === undefined && most === undefined && !isWhole(field)) return "any";
  return `${isWhole(field) ? "whole, " : ""}${low} to ${most ?? "any"}`;
}

/** What is put in place of what misses may be a text. */
const TAKES_TEXT: ReadonlySet<string> = new Set(["preprocessing[0](impute).value"]);

test.each(fields.map((field) => [field.title, field] as const))("%s", (_title, field) => {
  const texts = TAKES_TEXT.has(field.title) ? [] : ["1", ""];
  for (const value of [Number.NaN, Infinity, -Infinity, ...texts, [], {}, true]) {
    expect(isRefused(field, value), JSON.stringify(value)).toBe(true);
  }
  for (const [taken, refused] of boundsOf(field)) {
    expect(isRefused(field, taken), `${taken}`).toBe(false);
    expect(isRefused(field, refused), `${refused}`).toBe(true);
  }
  const inside = Math.max(field.schema.minimum ?? 0, 0) + 0.5;
  expect(isRefused(field, inside), `${inside}`).toBe(isWhole(field));
  if (isWhole(field)) expect(isRefused(field, inside + 0.5)).toBe(false);
});

/** some options are one flavour's alone; null: as it is written */
const FLAVOURS = [null, "keras2", "torch"] as const;

/** Whether the library refuses the value itself, and takes it under no flavour. */
function isRefusedByLibrary({ path, make }: NumberField, value: number): boolean {
  // of a list, the library names the list or its entry
  const named = path.findLastIndex((step) => typeof step === "string") + 1;
  const places = [formatPath(path.slice(0, named)), formatPath(path)];
  const answers = FLAVOURS.map((flavour) => {
    const { model, optimizer } = make(value) as { model: unknown; optimizer: string | object };
    const flavoured = typeof optimizer === "string" || flavour === null ? optimizer : { ...optimizer, flavour };
    try {
      checkLibraryParts({ model, optimizer: flavoured });
      return "taken";
    } catch (error) {
      const { message } = error as Error;
      const reason = places.map((place) => message.split(`${place}: `)[1]).find((said) => said !== undefined) ?? "";
      // "cannot be 1" is of two fields that do not go together
      return /^cannot (?:use|be set)/.test(reason) ? "refused" : "elsewhere";
    }
  });
  return answers.includes("refused") && !answers.includes("taken");
}

test.each(fields.filter(isLibrarys).map((field) => [field.title, field] as const))(
  "%s: its bounds are the library's",
  (_title, field) => {
    for (const [taken, refused] of boundsOf(field)) {
      expect(isRefusedByLibrary(field, taken), `${taken}`).toBe(false);
      expect(isRefusedByLibrary(field, refused), `${refused}`).toBe(true);
    }
  },
);
