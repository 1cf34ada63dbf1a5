/** No function of this room makes a figure of what is not finite, or of nothing: one line says which value it is. */
import { describe, expect, test } from "vitest";
import { incompleteBeta } from "./distributions/incomplete-beta.ts";
import { logGamma } from "./distributions/log-gamma.ts";
import { normalTail } from "./distributions/normal-tail.ts";
import { studentTProbability, studentTQuantile } from "./distributions/student-t.ts";
import { compareEpochs } from "./epochs/compare-epochs.ts";
import { epochsTo } from "./epochs/epochs-to.ts";
import { reachedEpochs } from "./epochs/reached-epochs.ts";
import { analyzeGrid } from "./importance/main-effects.ts";
import { readLevels } from "./importance/parameter-levels.ts";
import { rankParameters } from "./importance/rank-parameters.ts";
import { prepareLagCorrelation } from "./lag-correlation.ts";
import { adjustHolm } from "./pairs/holm.ts";
import { rankMagnitudes } from "./pairs/midranks.ts";
import { subtractPairs } from "./pairs/paired-differences.ts";
import { estimatePairedEffects } from "./pairs/paired-effects.ts";
import { testPairedT } from "./pairs/paired-t-test.ts";
import { testSignFlips } from "./pairs/sign-flip-test.ts";
import { testSignedRanks } from "./pairs/signed-rank-test.ts";
import { testPermutations } from "./permutation-test.ts";
import { compareConfigurations } from "./ranking/compare-configurations.ts";
import { rankConfigurations } from "./ranking/rank-configurations.ts";
import { mean } from "./summaries/mean.ts";
import { estimateMeanInterval } from "./summaries/mean-interval.ts";
import { median } from "./summaries/median.ts";
import { standardDeviation } from "./summaries/standard-deviation.ts";
import { summarize } from "./summaries/summarize.ts";

const points = [{ a: 1 }, { a: 2 }, { a: 3 }];

describe.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%s", (wrong) => {
  const values = [1, 2, wrong];
  test.each<[string, () => unknown]>([
    ["mean", () => mean(values)],
    ["standardDeviation", () => standardDeviation(values)],
    ["standardDeviation of one", () => standardDeviation([wrong])],
    ["estimateMeanInterval", () => estimateMeanInterval(values)],
    ["estimateMeanInterval of one", () => estimateMeanInterval([wrong])],
    ["summarize", () => summarize(values)],
    ["summarize of one", () => summarize([wrong])],
    ["subtractPairs", () => subtractPairs([1, 2, 3], values)],
    ["testSignFlips", () => testSignFlips(values)],
    ["testSignFlips of many", () => testSignFlips([...values, ...Array.from({ length: 30 }, (_, i) => i)])],
    ["testSignedRanks", () => testSignedRanks(values)],
    ["testPairedT", () => testPairedT(values)],
    ["testPairedT of one", () => testPairedT([wrong])],
    ["estimatePairedEffects", () => estimatePairedEffects(values)],
    ["rankMagnitudes", () => rankMagnitudes(values)],
    ["compareConfigurations", () => compareConfigurations([{ first: 0, second: 1, differences: values }], 1, 0.05, 0)],
    ["rankConfigurations", () => rankConfigurations([{ name: "one", values }], "min")],
    ["rankParameters", () => rankParameters(points, values)],
    ["analyzeGrid", () => analyzeGrid(readLevels(points), values)],
    ["prepareLagCorrelation", () => prepareLagCorrelation(values.map((value) => [value]))],
    [
      "testPermutations",
      () =>
        testPermutations(
          () => wrong,
          3,
          9,
          () => [0, 1, 2],
        ),
    ],
    ["epochsTo", () => epochsTo([1, 2, 3], wrong)],
    ["reachedEpochs", () => reachedEpochs([[1, 2, 3]], wrong)],
    ["adjustHolm", () => adjustHolm([0.5, wrong])],
    ["adjustHolm's family", () => adjustHolm([0.5], wrong)],
    ["logGamma", () => logGamma(wrong)],
    ["incompleteBeta's a", () => incompleteBeta(wrong, 1, 0.5)],
    ["incompleteBeta's b", () => incompleteBeta(1, wrong, 0.5)],
    ["incompleteBeta's x", () => incompleteBeta(1, 1, wrong)],
    ["studentTProbability's t", () => studentTProbability(wrong, 3)],
    ["studentTProbability's degrees", () => studentTProbability(1, wrong)],
    ["studentTQuantile's probability", () => studentTQuantile(wrong, 3)],
    ["studentTQuantile's degrees", () => studentTQuantile(0.9, wrong)],
    ["normalTail", () => normalTail(wrong)],
  ])("%s refuses it, in one line that names it", (_, call) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(new RegExp(`^Cannot .*${wrong}.*$`));
  });

  test("the place of the value is told", () => {
    expect(() => mean(values)).toThrow(`Cannot take a mean: values[2] is ${wrong}; each needs to be a finite number`);
    expect(() => testSignFlips(values)).toThrow(`Cannot flip signs: differences[2] is ${wrong}`);
  });

  test("an epoch whose figure is not finite reaches nothing", () => {
    expect(epochsTo([wrong, 2], 1)).toBe(2);
    expect(epochsTo([wrong, 0], 1, "min")).toBe(2);
  });
});

test("nothing has no figure", () => {
  for (const call of [
    () => mean([]),
    () => standardDeviation([]),
    () => summarize([]),
    () => estimateMeanInterval([]),
  ]) {
    expect(call).toThrow("there are 0 values");
  }
  expect(() => reachedEpochs([], 1)).toThrow("there are 0 runs");
  expect(() => compareEpochs([], [], 1)).toThrow("there are 0 runs");
  expect(() => compareEpochs([[1]], [[1], [2]], 1)).toThrow("there are 1 and 2; each needs its partner");
  expect(() => prepareLagCorrelation([])).toThrow("there are 0 rows");
});

test("a failed trial's loss is the worst in a median, and only there", () => {
  expect(median([Number.POSITIVE_INFINITY, 1, 2])).toBe(2);
});

test("other arguments that mean nothing", () => {
  expect(() => adjustHolm([0.1, 0.2], 1)).toThrow("a family of 1; it needs to be finite and at least their number, 2");
  for (const alpha of [0, 1, Number.NaN]) {
    expect(() => rankConfigurations([], "max", { alpha })).toThrow(`alpha is ${alpha}`);
  }
});
