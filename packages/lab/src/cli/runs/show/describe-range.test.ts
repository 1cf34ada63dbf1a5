import type { ParameterSpec } from "study";
import { expect, test } from "vitest";
import { parseWhere } from "../choice/where.ts";
import { describeRange } from "./describe-range.ts";

const choice: ParameterSpec = {
  kind: "choice",
  at: ["optimizer.learningRate"],
  when: {},
  values: [0.1, 1e37, 1e-7, -60_000].map((value) => ({ label: value, value })),
};

test("values are told as they can be typed into --where", () => {
  expect(describeRange(choice)).toBe("0.1, 1e37, 1e-7, -60000");
  expect(parseWhere("rate = 1e37")[0]!.number).toBe(1e37);
});

test("a range, how it is spread, and where it applies", () => {
  const range = { low: 1e-5, high: 0.3, steps: null, at: ["a"], when: {} };
  expect(describeRange({ ...range, kind: "log-uniform" })).toBe("0.00001 to 0.3, even in the logarithm");
  expect(describeRange({ ...range, kind: "uniform", high: 2e20, steps: 4 })).toBe("0.00001 to 2e20, 4 values");
  expect(
    describeRange({ ...range, kind: "integer", low: 16, high: 100_000, when: { optimizer: ["sgd", 3], warm: [true] } }),
  ).toBe("16 to 100000, whole numbers; where optimizer is sgd or 3 and warm is true");
});
