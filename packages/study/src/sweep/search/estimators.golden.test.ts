/** Against SciPy's truncated normal distribution; figures and script are in fixtures/. */
import { readFileSync } from "node:fs";
import { createStream } from "minibatch";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { choice, range } from "../../../test/sweep-experiment.ts";
import { float64Before } from "../../statistics/floating-point/float64-before.ts";
import type { ChoiceParameter, NumberParameter } from "../space/number-axis.ts";
import { choiceEstimator } from "./choice-estimator.ts";
import { parzenEstimator } from "./parzen-estimator.ts";

interface Case {
  readonly kind: NumberParameter["kind"];
  readonly low: number;
  readonly high: number;
  readonly values: number[];
  readonly at: number[];
  readonly log_density: number[];
}

const { cases } = JSON.parse(readFileSync(new URL("../fixtures/densities.json", import.meta.url), "utf8")) as {
  readonly cases: readonly Case[];
};

test.each(cases)("$kind from $low to $high around $values", ({ kind, low, high, values, at, log_density }) => {
  const estimator = parzenEstimator(range(kind, low, high) as NumberParameter, values);
  expectClose(
    at.map((value) => estimator.logDensity(value)),
    log_density,
    { abs: 1e-12, rel: 1e-12 },
  );
});

test("whole numbers: what is drawn has the probabilities told, which sum to 1", () => {
  const estimator = parzenEstimator(range("integer", 1, 8) as NumberParameter, [2, 2, 3, 7]);
  const stream = createStream(1, "search");
  const counts = new Array<number>(9).fill(0);
  const draws = 20_000;
  for (let i = 0; i < draws; i++) counts[Number(estimator.draw(stream))]! += 1;
  const probabilities = [1, 2, 3, 4, 5, 6, 7, 8].map((value) => Math.exp(estimator.logDensity(value)));
  expectClose(
    probabilities.reduce((sum, p) => sum + p, 0),
    1,
    { abs: 1e-12 },
  );
  expect(counts[0]).toBe(0);
  const chiSquared = probabilities.reduce((sum, p, i) => sum + (counts[i + 1]! - draws * p) ** 2 / (draws * p), 0);
  expect(chiSquared).toBeLessThan(24.32); // 7 degrees of freedom, 99.9%
});

describe("choices", () => {
  const estimator = choiceEstimator(choice(["a", null, 3]) as ChoiceParameter, [null, null, 3]);

  test("N p + C of each, over their sum", () => {
    const probabilities = ["a", null, 3].map((value) => Math.exp(estimator.logDensity(value)));
    expectClose(probabilities, [1 / 6, 3 / 6, 2 / 6], { abs: 1e-15, rel: 1e-14 });
  });

  test("are drawn so", () => {
    const stream = createStream(2, "search");
    const draws = Array.from({ length: 6000 }, () => estimator.draw(stream));
    const counts = ["a", null, 3].map((label) => draws.filter((draw) => draw === label).length);
    expectClose(counts, [1000, 3000, 2000], { abs: 130 }); // 3.3 standard deviations of the widest
  });
});

test("what is drawn beside the ends stays between them: low may be drawn, high never", () => {
  for (const [low, high] of [
    [0, 1],
    [-2, -1],
    [-1, 0],
    [1, 1 + 2 ** -51],
  ] as const) {
    const parameter = range("uniform", low, high) as NumberParameter;
    const estimator = parzenEstimator(
      parameter,
      Array.from({ length: 50 }, () => float64Before(high)),
    );
    const stream = createStream(3, "search");
    for (let i = 0; i < 2000; i++) {
      const value = Number(estimator.draw(stream));
      expect(value >= low && value < high).toBe(true);
    }
  }
});
