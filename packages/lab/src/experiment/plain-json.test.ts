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

test.each<[unknown, string]>([
  [{ a: [Number.NaN] }, "a[0]: cannot use NaN: it must be a finite number"],
  [{ a: Number.NEGATIVE_INFINITY }, "a: cannot use -Infinity"],
  [[undefined], "[0]: cannot use undefined: it must be a plain JSON value"],
  [{ a: new Map() }, "a: cannot use a Map: it must be a plain JSON value"],
  [{ a: JSON.parse('{"__proto__": 1}') }, "a.__proto__: cannot be a field's name"],
  [{ a: 1n }, "a: cannot use 1: it must be a plain JSON value"],
])("%o is refused", (value, message) => {
  expect(() => plainJson(value)).toThrow(message);
});
