/** Experiments are JSON: what it cannot hold is refused before anything else is looked at. */
import { ExperimentError } from "./experiment-error.ts";
import type { Segments } from "./path.ts";
import { showValue } from "./show-value.ts";
import type { Json } from "./spec.ts";

/** far deeper than any model; also ends a value that contains itself */
const DEEPEST = 64;

/** A copy, frozen throughout, in which fields that are undefined are absent. Throws ExperimentError for functions, NaN, class instances. */
export function plainJson(value: unknown, path: Segments = []): Json {
  if (path.length > DEEPEST) throw tooDeep(path);
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") {
    if (Number.isFinite(value)) return value;
    throw new ExperimentError(path, `cannot use ${value}: it must be a finite number`);
  }
  if (Array.isArray(value)) return Object.freeze(value.map((item, i) => plainJson(item, [...path, i])));
  if (typeof value === "object" && isPlain(value)) {
    const given = Object.entries(value).filter(([, item]) => item !== undefined);
    if (Object.hasOwn(value, "__proto__"))
      throw new ExperimentError([...path, "__proto__"], "cannot be a field's name");
    return Object.freeze(Object.fromEntries(given.map(([key, item]) => [key, plainJson(item, [...path, key])])));
  }
  throw new ExperimentError(path, `cannot use ${describe(value)}: it must be a plain JSON value`);
}

function tooDeep(path: Segments): ExperimentError {
  return new ExperimentError(
    path.slice(0, 3),
    `cannot be used: it is more than ${DEEPEST} levels deep, or contains itself`,
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // an experiment of another realm, such as a test's, has another Object
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  if (typeof value === "function") return "a function";
  return typeof value === "object" ? `a ${value?.constructor.name}` : showValue(value);
}
