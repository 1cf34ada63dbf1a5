import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

test("the order of keys does not matter, the order of items does", () => {
  expect(canonicalJson({ b: [1, { d: null, c: true }], a: "x" })).toBe('{"a":"x","b":[1,{"c":true,"d":null}]}');
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

test("the text reads back as the value it was made of", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
    }),
  );
});

test.each<[unknown, string]>([
  [{ a: [1, Number.NaN] }, "Cannot write value.a[1] as JSON: it is NaN, not a finite number"],
  [{ a: Number.POSITIVE_INFINITY }, "Cannot write value.a as JSON: it is Infinity, not a finite number"],
  [{ a: undefined }, "Cannot write value.a as JSON: it is undefined, not a plain value"],
  [[new Float32Array(2)], "Cannot write value[0] as JSON: it is a Float32Array, not a plain value"],
])("what JSON would change is refused: %o", (value, expected) => {
  expect(() => canonicalJson(value)).toThrow(new TypeError(expected));
});
