/** Experiments are JSON, so a value that JSON cannot hold is an error before anything else is checked. */

import type { Json } from "./json.ts";
import { formatPath, type Segments } from "./path.ts";
import { showThrown } from "./show-thrown.ts";
import { showValue } from "./show-value.ts";

/** far deeper than any model; also ends the copy of a value that contains itself */
const DEEPEST = 64;
/** a few objects that refer to each other many times can expand to more than fits in memory */
const MOST_PARTS = 1_000_000;

/**
 * Says what is not JSON, and where. Not an ExperimentError, so that the thread that runs an experiment's code need not
 * load the library.
 */
export class PlainJsonError extends Error {
  override readonly name = "PlainJsonError";
  readonly segments: Segments;
  /** the message without the path */
  readonly reason: string;
  constructor(segments: Segments, reason: string) {
    super(segments.length === 0 ? reason : `${formatPath(segments)}: ${reason}`);
    this.segments = [...segments];
    this.reason = reason;
  }
}

/**
 * Copies `value`, frozen throughout, without fields that are undefined. Throws PlainJsonError for functions, NaN and
 * class instances, and when reading a value throws, as a getter or a Proxy may.
 */
export function plainJson(value: unknown): Json {
  return new Copier().copy(value);
}

class Copier {
  /** the path of the value being copied */
  readonly #path: (string | number)[] = [];
  #parts = 0;

  copy(value: unknown): Json {
    this.#count();
    if (value === null || typeof value === "boolean" || typeof value === "string") return value;
    if (typeof value === "number") {
      if (Number.isFinite(value)) return value;
      throw new PlainJsonError(this.#path, `cannot use ${value}: it must be a finite number`);
    }
    if (typeof value !== "object") throw problem(this.#path, value);
    if (Array.isArray(value)) {
      const items = readItems(value, this.#path);
      return Object.freeze(items.map((item, i) => this.#copyAt(i, item)));
    }
    const given = readFields(value, this.#path).filter(([, item]) => item !== undefined);
    return Object.freeze(Object.fromEntries(given.map(([name, item]) => [name, this.#copyAt(name, item)])));
  }

  #copyAt(step: string | number, value: unknown): Json {
    this.#path.push(step);
    const copy = this.copy(value);
    this.#path.pop();
    return copy;
  }

  #count(): void {
    if (this.#path.length > DEEPEST) {
      throw new PlainJsonError(
        this.#path.slice(0, 3),
        `cannot be used: it is more than ${DEEPEST} levels deep, or contains itself`,
      );
    }
    if (++this.#parts > MOST_PARTS) throw tooMany(this.#path);
  }
}

function tooMany(path: Segments): PlainJsonError {
  return new PlainJsonError(path.slice(0, 3), `cannot be used: there are more than ${MOST_PARTS} parts up to here`);
}

/** Reads each item once, because reading may run code. Holes of a list are undefined. */
function readItems(list: readonly unknown[], path: Segments): readonly unknown[] {
  return read(path, () => {
    if (list.length > MOST_PARTS) throw tooMany(path);
    return Array.from(list);
  });
}

function readFields(value: object, path: Segments): readonly (readonly [name: string, item: unknown])[] {
  return read(path, () => {
    if (!isPlain(value)) throw problem(path, value);
    if (Object.hasOwn(value, "__proto__")) {
      throw new PlainJsonError([...path, "__proto__"], "cannot be a field's name");
    }
    const [symbol] = Object.getOwnPropertySymbols(value);
    if (symbol !== undefined) throw new PlainJsonError(path, `cannot have a field ${String(symbol)}: names are texts`);
    return Object.entries(value);
  });
}

/** Runs code of the value's own; what it throws is told as such. */
function read<T>(path: Segments, get: () => T): T {
  try {
    return get();
  } catch (error) {
    if (error instanceof PlainJsonError) throw error;
    throw new PlainJsonError(path, `cannot be read: it throws ${showThrown(error)}; give a plain value`);
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // an object from another realm, such as a test runner's, has another Object.prototype
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function problem(path: Segments, value: unknown): PlainJsonError {
  return new PlainJsonError(path, `cannot use ${describe(value)}: it must be a plain JSON value${fixOf(value)}`);
}

function describe(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return String(value);
  if (typeof value !== "object") return showValue(value);
  const { name } = (value?.constructor ?? {}) as { readonly name?: unknown };
  return typeof name === "string" && name !== "" ? `a ${name}` : "an object of a class";
}

function fixOf(value: unknown): string {
  if (typeof value === "function") return "; call it";
  if (typeof value === "bigint") return "; leave out the n";
  return value instanceof Promise ? "; await it" : "";
}
