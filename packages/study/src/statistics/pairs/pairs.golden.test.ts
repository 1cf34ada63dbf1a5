/** Tests of paired differences against SciPy; the figures and the script that made them are in fixtures/. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { normalTail } from "../distributions/normal-tail.ts";
import { adjustHolm } from "./holm.ts";
import { estimatePairedEffects } from "./paired-effects.ts";
import { testPairedT } from "./paired-t-test.ts";
import { testSignFlips } from "./sign-flip-test.ts";
import { testSignedRanks } from "./signed-rank-test.ts";

interface RankFigures {
  readonly values: number[];
  readonly statistic: number;
  readonly p: number;
}

interface Figures {
  readonly wilcoxon_exact: readonly RankFigures[];
  readonly wilcoxon_tied: readonly RankFigures[];
  readonly wilcoxon_normal: readonly RankFigures[];
  readonly normal_tail: readonly (readonly [z: number, p: number])[];
  readonly sign_flips: readonly { values: number[]; p: number }[];
  readonly sign_flips_exploded: readonly { values: number[]; p: number }[];
  readonly wilcoxon_exploded: readonly RankFigures[];
  readonly t_test: readonly { values: number[]; t: number; p: number }[];
  readonly effects: readonly { values: number[]; d: number; g: number | null; rank_biserial: number; won: number }[];
  readonly holm: readonly { p: number[]; adjusted: number[] }[];
}

const scipy = JSON.parse(readFileSync(new URL("fixtures/pairs.json", import.meta.url), "utf8")) as Figures;

test.each([
  ["exact, without ties", scipy.wilcoxon_exact, "exact"],
  ["exact, over all signs of tied ranks, zeros left out", scipy.wilcoxon_tied, "exact"],
  ["normal, with ties and without", scipy.wilcoxon_normal, "normal"],
] as const)("signed ranks: %s, within 1e-12 relative", (_, cases, method) => {
  for (const { values, statistic, p } of cases) {
    const result = testSignedRanks(values);
    expect(Math.min(result.positive, result.negative)).toBe(statistic);
    expectClose(result.pValue, p, { rel: 1e-12 });
    expect(result.method).toBe(method);
    expect(result.zeros + result.count).toBe(values.length);
  }
});

test("the normal tail within 1e-13 relative", () => {
  for (const [z, p] of scipy.normal_tail) expectClose(normalTail(z), p, { rel: 1e-13 });
});

test("sign flips: all of them, within 1e-14", () => {
  for (const { values, p } of scipy.sign_flips) expectClose(testSignFlips(values).pValue, p, { abs: 1e-14 });
});

test("a run that exploded decides nothing but its own sign: sign flips as in fractions, signed ranks as SciPy's", () => {
  for (const { values, p } of scipy.sign_flips_exploded) {
    expect(testSignFlips(values).pValue).toBe(p);
    expect(testSignFlips(values.map((value) => -1e-3 * value)).pValue).toBe(p);
  }
  for (const { values, statistic, p } of scipy.wilcoxon_exploded) {
    const { positive, negative, pValue } = testSignedRanks(values);
    expect(Math.min(positive, negative)).toBe(statistic);
    expectClose(pValue, p, { rel: 1e-12 });
  }
});

test("paired t within 1e-12 relative", () => {
  for (const { values, t, p } of scipy.t_test) {
    const result = testPairedT(values);
    expectClose([result!.t, result!.pValue], [t, p], { rel: 1e-12 });
    expect(result!.degrees).toBe(values.length - 1);
  }
});

test("effect sizes within 1e-12 relative", () => {
  for (const { values, d, g, rank_biserial, won } of scipy.effects) {
    const effects = estimatePairedEffects(values);
    expectClose([effects.cohensD!, effects.rankBiserial!, effects.won], [d, rank_biserial, won], { rel: 1e-12 });
    if (g === null) expect(effects.hedgesG).toBeNull();
    else expectClose(effects.hedgesG!, g, { rel: 1e-12 });
  }
});

test("Holm's adjustment is that of the closed test", () => {
  for (const { p, adjusted } of scipy.holm) expectClose(adjustHolm(p), adjusted, { rel: 1e-15 });
});
