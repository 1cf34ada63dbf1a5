import fc from "fast-check";
import { expect, test } from "vitest";
import { plainJson } from "./plain-json.ts";

test("JSON stays as it is, in a copy", () => {
  fc.assert(
    fc.property(
      fc.jsonValue().filter((value) => !JSON.stringify(value).includes("__proto__")),
      (value) => {
        const copy = plainJson(value);
        expect(copy).toEqual(value);
        expect(typeof value === "object" && value !== null && copy === value).toBe(false);
      },
    ),
  );
});

test("undefined fields are left out", () => {
  expect(plainJson({ a: undefined, b: [1] })).toEqual({ b: [1] });
});

function fail(): never {
  throw new RangeError("no");
}

test.each<[unknown, string]>([
  [{ a: [Number.NaN] }, "a[0]: cannot use NaN: it must be a finite number"],
  [{ a: Number.NEGATIVE_INFINITY }, "a: cannot use -Infinity"],
  [[undefined], "[0]: cannot use undefined: it must be a plain JSON value"],
  [{ a: new Map() }, "a: cannot use a Map: it must be a plain JSON value"],
  [{ a: JSON.parse('{"__proto__": 1}') }, "a.__proto__: cannot be a field's name"],
  [{ a: { [Symbol("s")]: 1 } }, "a: cannot have a field Symbol(s): names are texts"],
  [{ a: Symbol("s") }, "a: cannot use Symbol(s): it must be a plain JSON value"],
  [{ a: new Date(0) }, "a: cannot use a Date: it must be a plain JSON value"],
  [{ a: new Float32Array(1) }, "a: cannot use a Float32Array: it must be a plain JSON value"],
  [{ a: 1n }, "a: cannot use 1: it must be a plain JSON value"],
])("%o is refused", (value, message) => {
  expect(() => plainJson(value)).toThrow(message);
});

test("a list that says it is endless is not copied", () => {
  const list: unknown[] = [];
  list.length = 2 ** 31;
  expect(() => plainJson({ a: list })).toThrow("a: cannot be used: there are more than 1000000 parts up to here");
});

test("what throws when it is read is told by its place", () => {
  const proxies = [new Proxy({}, { getPrototypeOf: () => null, ownKeys: fail }), new Proxy([1], { get: fail })];
  for (const a of proxies) {
    expect(() => plainJson({ a })).toThrow("a: cannot be read: it throws RangeError: no; give a plain value");
  }
});
