import fc from "fast-check";
import { expect, test } from "vitest";
import { choice, experiment, range } from "../../../test/sweep-experiment.ts";
import { advanceSweep } from "../advance-sweep.ts";
import { countPoints } from "./count-points.ts";

const values = fc.integer({ min: 1, max: 4 });
const conditions = fc.subarray([0, 1, 2, 3], { minLength: 1 });

test("as many as a grid has, for chains of conditions", () => {
  fc.assert(
    fc.property(values, values, values, values, conditions, conditions, conditions, (a, b, c, d, onA, onB, onC) => {
      const labels = (count: number) => Array.from({ length: count }, (_, i) => i);
      const parameters = {
        d: range("integer", 1, d, { when: { a: onA, c: onC } }),
        c: choice(labels(c), { b: onB }),
        b: choice(labels(b), { a: onA }),
        a: choice(labels(a)),
      };
      const spec = experiment({ parameters });
      const points = advanceSweep(spec, []).create.length;
      expect(countPoints(spec, 1000)).toBe(points);
      expect(countPoints(spec, 3)).toBe(Math.min(3, points));
    }),
  );
});

test("ranges of real numbers have no end, where they apply", () => {
  const rate = range("log-uniform", 1e-4, 1, { when: { kind: ["a"] } });
  expect(countPoints(experiment({ parameters: { rate, kind: choice(["a", "b"]) } }), 50)).toBe(50);
  expect(countPoints(experiment({ parameters: { rate, kind: choice(["b", "c"]) } }), 50)).toBe(2);
});

test("large ranges of whole numbers are not gone through", () => {
  const parameters = {
    a: range("integer", 1, 2 ** 50),
    b: choice([1, 2], { a: [1] }),
    c: range("integer", 1, 2 ** 50, { when: { b: [2] } }),
  };
  expect(countPoints(experiment({ parameters }), 100)).toBe(100);
});
