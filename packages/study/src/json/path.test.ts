import fc from "fast-check";
import { expect, test } from "vitest";
import { formatPath, parsePath } from "./path.ts";

test("a path reads back as what it was written from", () => {
  const name = fc.stringMatching(/^[A-Za-z_$][\w$-]{0,8}$/);
  const segments = fc.tuple(name, fc.array(fc.oneof(name, fc.nat(999_999)))).map(([first, rest]) => [first, ...rest]);
  fc.assert(
    fc.property(segments, (path) => {
      expect(parsePath(formatPath(path))).toEqual(path);
    }),
  );
});

test("names that are no plain ones stand in quotes", () => {
  expect(formatPath(["parameters", "optimizer.learningRate", "values", 2])).toBe(
    'parameters["optimizer.learningRate"].values[2]',
  );
  expect(formatPath([])).toBe("");
});

test.each(["", ".", "a.", ".a", "a..b", "a[", "a[x]", "a[-1]", "a b", "1a", "a[0]b"])("%j is no path", (text) => {
  expect(parsePath(text)).toBeNull();
});
