/**
 * From what a user wrote below `data:` to a complete description, for programs and pages; experiments have a schema
 * made of the same fields.
 */
import { SpecError } from "minibatch";
import { sayTakes } from "minibatch/describe";
import type { Splits } from "./data-set.ts";
import { type AnyDataSet, type DataInput, type DataSpec, dataSets, type OpenData, setNames } from "./sets.ts";
import { takesValue } from "./takes-value.ts";

/** The definition of that name. Throws SpecError, naming those there are. */
export function findDataSet(name: unknown): AnyDataSet {
  const found = setNames.find((known) => known === name);
  if (found !== undefined) return dataSets[found];
  throw new SpecError("data.set", `cannot use ${JSON.stringify(name)}: known are ${setNames.join(", ")}`);
}

/** Every field given or by default, frozen; a seed may be null still. Throws SpecError at what is wrong. */
export function completeData(input: DataInput): OpenData {
  const set = findDataSet(input.set);
  const given = input as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(given)) {
    if (name === "set" || Object.hasOwn(set.fields, name)) continue;
    const known = Object.keys(set.fields).join(", ");
    throw new SpecError(`data.${name}`, `cannot be read: ${set.name} has no such field; known are ${known}`);
  }
  const fields = Object.entries(set.fields).map(([name, { takes, fallback }]) => {
    const value = given[name] === undefined ? fallback : given[name];
    if (takesValue(takes, value)) return [name, value];
    const wanted = takes.type === "optional" ? `${sayTakes(takes.of)}, or null` : sayTakes(takes);
    throw new SpecError(`data.${name}`, `cannot use ${JSON.stringify(value)}: it must be ${wanted}`);
  });
  const data = Object.freeze({ set: set.name, ...Object.fromEntries(fields) }) as OpenData;
  const refusal = set.refusal(data);
  if (refusal === null) return data;
  const value = (data as unknown as Readonly<Record<string, unknown>>)[refusal.field];
  throw new SpecError(`data.${refusal.field}`, `cannot be ${JSON.stringify(value)}: ${refusal.why}`);
}

/** The description of one training: a seed that is null becomes `seed`, the trial's own. */
export function drawData(data: OpenData, seed: number): DataSpec {
  const { seed: field } = dataSets[data.set];
  const fields = data as unknown as Readonly<Record<string, unknown>>;
  // what draws nothing stays the object that it is
  return (field === null ? data : { ...fields, [field]: fields[field] ?? seed }) as DataSpec;
}

/** All rows of a set, as `minibatch evaluate --set` takes them. */
export function wholeData(set: AnyDataSet): DataSpec {
  return drawData(completeData({ set: set.name, ...set.whole } as DataInput), WHOLE_SEED);
}

const WHOLE_SEED = 1;

/**
 * The rows of a set that is drawn, such as spirals. `seed` draws what the description leaves open, as a trial's seed
 * does in an experiment. Throws SpecError for a description that cannot be, and for a set that is read from files.
 */
export function drawRows(input: DataInput, seed: number): Splits {
  const data = drawData(completeData(input), seed);
  const { origin, name, open } = dataSets[data.set];
  if (origin.kind === "drawn") return open(data, null);
  throw new SpecError("data.set", `cannot draw ${name}: its rows are loaded; give them to its open()`);
}
