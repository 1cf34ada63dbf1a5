import { rankConfigurations } from "study/statistics";
import { expect, test } from "vitest";
import { removePaint } from "../../terminal/paint.ts";
import type { Comparison } from "./comparison-document.ts";
import { formatComparison } from "./format-comparison.ts";

/** So many configurations, two and two about alike. */
function comparisonOf(count: number, repeats = 3): Comparison {
  const configurations = Array.from({ length: count }, (_, number) => ({
    number,
    parameters: { optimizer: number % 2 === 0 ? "sgd" : "adam", rate: 0.1 / (1 + number), epochs: 5 },
  }));
  const samples = configurations.map(({ number }) => ({
    name: String(number),
    values: Array.from(
      { length: repeats },
      (_, repeat) => (number >> 1) / 10 + ((number * 37 + (repeat + 1) * (number + 3) * 101) % 97) / 10_000,
    ),
  }));
  const ranking = rankConfigurations(samples, "max", { mostForAllPairs: 60 });
  return {
    experiment: "rates",
    synthetic: false,
    metric: "validationAccuracy",
    figure: "validation-accuracy",
    networkKept: true,
    notes: [],
    repeats,
    configurations,
    parameters: ["optimizer", "rate", "epochs"],
    ranking,
    ranked: ranking.order,
  };
}

const tell = (comparison: Comparison, all = false, width = Infinity): string[] =>
  removePaint(formatComparison(comparison, all, width)).split("\n\n");

test("28 pairs are all shown; of more those of the best, and how many others there are", () => {
  const eight = tell(comparisonOf(8))[2]!.split("\n");
  expect(eight).toHaveLength(2 + 28);
  const nine = tell(comparisonOf(9))[2]!.split("\n");
  expect(nine.at(-1)).toBe("28 more pairs; --all shows them.");
  expect(nine).toHaveLength(2 + 8 + 1);
  expect(tell(comparisonOf(9), true)[2]!.split("\n")).toHaveLength(2 + 36);
});

test("50 configurations are shown; one more is told as one", () => {
  expect(tell(comparisonOf(50))[1]!.split("\n")).toHaveLength(2 + 50);
  const more = tell(comparisonOf(51))[1]!.split("\n");
  expect(more).toHaveLength(2 + 50 + 1);
  expect(more.at(-1)).toBe("1 more configuration; --all shows it.");
  expect(tell(comparisonOf(51))[2]!.split("\n").at(-1)).toBe("1225 more pairs; --all shows them.");
  expect(tell(comparisonOf(53))[1]!.split("\n").at(-1)).toBe("3 more configurations; --all shows them.");
});

test("the interval of a mean accuracy is shown no further than 1, that of a loss as it is", () => {
  const comparison = comparisonOf(2);
  const ranked = comparison.ranked.map((row) => ({ ...row, interval: [0.97, 1.01] as const }));
  expect(tell({ ...comparison, ranked })[1]).toMatch(/0\.970+ to 1\.0+ +3/);
  expect(tell({ ...comparison, ranked, metric: "validationLoss" })[1]).toMatch(/0\.970+ to 1\.010+ +3/);
});

test("pairs say names: of the parameters that differ", () => {
  const [heads, , first] = tell(comparisonOf(3))[2]!.split("\n");
  expect(heads).toMatch(/^configuration +is +against +by +adjusted interval +its level +adjusted p +test +pairs$/);
  expect(first).toMatch(/^2: sgd, rate 0\.03333 {2}\S.* {2}1: adam, rate 0\.05 +0\.\d{4,6} /);
});

test("an interval is told with its level, and leaves 0 out exactly where the two can be told apart", () => {
  const rows = tell(comparisonOf(8))[2]!.split("\n").slice(2);
  const seen = new Set<boolean>();
  for (const row of rows) {
    const [low, high] = / (-?[\d.]+) to (-?[\d.]+) +\d\d\.\d\d% /.exec(row)!.slice(1).map(Number);
    const isApart = !row.includes("not distinguishable");
    expect(low! > 0 || high! < 0).toBe(isApart);
    seen.add(isApart);
  }
  expect(seen.size).toBe(2);
});

test("without scatter there is no interval, in words", () => {
  const comparison = comparisonOf(2, 2);
  const ranking = rankConfigurations(
    [
      { name: "0", values: [0.5, 0.5] },
      { name: "1", values: [0.25, 0.25] },
    ],
    "max",
  );
  expect(tell({ ...comparison, ranking, ranked: ranking.order })[2]).toMatch(
    /not distinguishable .* no scatter +- +- +paired t +2$/,
  );
});

test("names of pairs keep what differs: at 120 columns as much as they need, before level, test and pairs are shown", () => {
  const rates = [0.1, 0.01, 0.001].map((rate, number) => ({
    number,
    parameters: { optimizer: "adam", "adam-rate": rate },
  }));
  const sgd = { number: 3, parameters: { optimizer: "sgd", "sgd-rate": 0.5 } };
  const comparison = {
    ...comparisonOf(4),
    configurations: [...rates, sgd],
    parameters: ["optimizer", "adam-rate", "sgd-rate"],
  };
  const rowsAt = (width: number) => tell(comparison, false, width)[2]!.split("\n");
  const rows = rowsAt(120).slice(2, 8);
  expect(rows).toHaveLength(6);
  for (const row of rows) expect(row).not.toContain("…");
  expect(rows.join("\n")).toContain("2: adam, adam-rate 0.001");
  for (const width of [60, 80]) {
    for (const row of rowsAt(width).slice(2, 8)) {
      const [, first, second] = /^(\d: .*?) +(?:better|worse|not distinguishable) +(\d: .*?) {2}/.exec(row)!;
      expect(first!.slice(3)).not.toBe(second!.slice(3));
      // the rate where it is all that differs
      if (!row.includes("3: ")) expect(`${first} ${second}`).toMatch(/ 0\.\d+ .* 0\.\d+$/);
    }
  }
});

test("what is explained is what is shown: of p and interval only where their columns are there", () => {
  const told = (width: number): string => tell(comparisonOf(4), false, width).at(-1)!.replaceAll("\n", " ");
  expect(told(200)).toContain(
    "Pairs by seed, p and interval adjusted over 6 comparisons (Holm), level 0.05. An interval is of",
  );
  expect(tell(comparisonOf(4), false, 60)[2]).toMatch(/Left out, for want of room: adjusted\s+interval/);
  expect(told(60)).toMatch(/Pairs by seed, (p )?adjusted over 6 comparisons \(Holm\), level 0\.05\. From /);
  expect(told(60)).not.toContain("interval");
  expect(told(20)).toContain("Pairs by seed, adjusted over");
});
