/** Against SciPy; the figures and the script that made them are in fixtures/. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../minibatch/test/expect-close.ts";
import { incompleteBeta } from "./distributions/incomplete-beta.ts";
import { logGamma } from "./distributions/log-gamma.ts";
import { studentTProbability, studentTQuantile } from "./distributions/student-t.ts";
import { prepareLagCorrelation } from "./lag-correlation.ts";
import { subtractPairs } from "./pairs/paired-differences.ts";
import { mean } from "./summaries/mean.ts";
import { estimateMeanInterval } from "./summaries/mean-interval.ts";
import { standardDeviation } from "./summaries/standard-deviation.ts";

interface Figures {
  readonly log_gamma: readonly (readonly [x: number, value: number])[];
  readonly incomplete_beta: readonly (readonly [a: number, b: number, x: number, value: number])[];
  readonly t_probability: readonly (readonly [t: number, degrees: number, value: number])[];
  readonly log_gamma_ends: Figures["log_gamma"];
  readonly incomplete_beta_ends: Figures["incomplete_beta"];
  /** P(T <= -t) by mpmath, and SciPy's */
  readonly t_lower: readonly (readonly [t: number, degrees: number, exact: number, scipy: number])[];
  readonly t_quantile_ends: Figures["t_quantile"];
  readonly spread: readonly { values: number[]; mean: number; sd: number }[];
  readonly t_quantile: readonly (readonly [probability: number, degrees: number, value: number])[];
  readonly samples: readonly { values: number[]; mean: number; sd: number; interval: number[] }[];
  readonly pairs: readonly { first: number[]; second: number[]; interval: number[] }[];
  readonly lag1: { rows: number[][]; order: number[]; value: number; permuted: number };
}

const scipy = JSON.parse(readFileSync(new URL("fixtures/scipy.json", import.meta.url), "utf8")) as Figures;

describe("against SciPy", () => {
  test("logGamma within 1e-13", () => {
    for (const [x, value] of scipy.log_gamma) expectClose(logGamma(x), value, { abs: 1e-13, rel: 1e-13 });
  });

  test("logGamma within 1e-15 relative from 1e-300 to 1e300, beside its zeros at 1 and 2 too", () => {
    for (const [x, value] of scipy.log_gamma_ends) expectClose(logGamma(x), value, { rel: 1e-15 });
  });

  test("incompleteBeta near its ends within 3e-13 relative", () => {
    for (const [a, b, x, value] of scipy.incomplete_beta_ends) {
      expectClose(incompleteBeta(a, b, x), value, { abs: 1e-307, rel: 3e-13 });
    }
  });

  test("Student's t from 1e-8 to 1e8 at 1e-8 to 1e8 degrees of freedom: both tails within 1e-12 relative", () => {
    for (const [t, n, exact, scipys] of scipy.t_lower) {
      expectClose(studentTProbability(-t, n), exact, { abs: 1e-307, rel: 1e-12 });
      // SciPy's is 3e-9 off near 0
      expectClose(studentTProbability(-t, n), scipys, { abs: 1e-307, rel: t < 1e-5 ? 1e-8 : 1e-12 });
      expectClose(studentTProbability(t, n), 1 - exact, { rel: 2e-15 });
    }
  });

  test("quantiles of Student's t in far tails and beside the middle within 1e-11 relative", () => {
    for (const [p, n, value] of scipy.t_quantile_ends) {
      expectClose(studentTQuantile(p, n), value, { rel: 1e-11 });
    }
  });

  test("mean and sd of what cancels, of large values that differ little, and at the ends of the doubles: within 1e-15 relative", () => {
    for (const { values, ...expected } of scipy.spread) {
      expectClose(mean(values), expected.mean, { rel: 1e-15 });
      expectClose(standardDeviation(values), expected.sd, { rel: 1e-15 });
      expectClose(mean(values.toReversed()), mean(values), { abs: 0 });
    }
  });

  test("incompleteBeta within 1e-12 relative", () => {
    for (const [a, b, x, value] of scipy.incomplete_beta) expectClose(incompleteBeta(a, b, x), value, { rel: 1e-12 });
  });

  test("Student's t: probability within 1e-12, quantile within 1e-11 relative", () => {
    for (const [t, n, value] of scipy.t_probability) {
      expectClose(studentTProbability(t, n), value, { abs: 1e-16, rel: 1e-12 });
    }
    for (const [p, n, value] of scipy.t_quantile)
      expectClose(studentTQuantile(p, n), value, { abs: 1e-15, rel: 1e-11 });
  });

  test("mean, sd and interval within 1e-11 relative to the values", () => {
    for (const { values, ...expected } of scipy.samples) {
      const scale = Math.max(...values.map(Math.abs));
      expectClose(mean(values), expected.mean, { abs: 1e-15 * scale, rel: 1e-14 });
      expectClose(standardDeviation(values), expected.sd, { abs: 1e-14 * scale });
      expectClose(estimateMeanInterval(values), expected.interval, { abs: 1e-11 * scale });
    }
  });

  test("interval of paired differences within 1e-12", () => {
    for (const { first, second, interval } of scipy.pairs) {
      expectClose(estimateMeanInterval(subtractPairs(first, second)), interval, { abs: 1e-12, rel: 1e-12 });
    }
  });

  test("lag-1 correlation, also of a permuted order, within 1e-14", () => {
    const { rows, order, value, permuted } = scipy.lag1;
    const correlate = prepareLagCorrelation(rows);
    expectClose(correlate([0, 1, 2, 3, 4, 5]), value, { abs: 1e-14 });
    expectClose(correlate(order), permuted, { abs: 1e-14 });
  });
});

describe("edges", () => {
  test("one value: no spread, an unbounded interval", () => {
    expect(standardDeviation([3])).toBe(0);
    expect(estimateMeanInterval([3])).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  test("what has no answer is refused", () => {
    expect(() => estimateMeanInterval([])).toThrow("there are 0 values");
    expect(() => subtractPairs([1, 2], [1])).toThrow("there are 2 and 1; each needs its partner");
    expect(() => logGamma(0)).toThrow("x is 0; it needs to be above 0");
    expect(() => incompleteBeta(1, 1, 1.5)).toThrow("x is 1.5");
    expect(() => studentTQuantile(1, 4)).toThrow("probability is 1");
    expect(() => studentTQuantile(0.5, 0)).toThrow("degrees is 0");
  });
});
