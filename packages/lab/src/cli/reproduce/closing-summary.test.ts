import { expect, test } from "vitest";
import { quickSyntheticReproduction, sampleReproduction } from "../../../test/sample-reproduction.ts";
import type { Reproduction } from "../../reproduce/results.ts";
import { removePaint } from "../terminal/paint.ts";
import { describeReproduction } from "./closing-summary.ts";

const tell = (reproduction: Reproduction, width?: number): string[] =>
  removePaint(describeReproduction(reproduction, "/out", "minibatch runs list", width)).split("\n");

test("the best network, a line per claim, and where the rest is", () => {
  const { problem2, claims } = sampleReproduction;
  const { accuracy, loss } = problem2.best;
  const lines = tell({ ...sampleReproduction, seconds: { ...sampleReproduction.seconds, total: 3725 } });
  expect(lines[0]).toBe(
    `Best network (ReLU, rate 0.1): test accuracy ${accuracy.mean.toFixed(4)} ± ${accuracy.sd.toFixed(4)}, loss ${loss.mean.toFixed(4)} ± ${loss.sd.toFixed(4)} (mean ± sd, 5 seeds)`,
  );
  expect(lines[1]).toBe("");
  expect(lines[2]).toMatch(/^ +verdict +claim$/);
  const rows = lines.slice(4, 4 + claims.length);
  for (const [i, { id, verdict, claim }] of claims.entries()) {
    const shown = claim.length > 60 ? `${claim.slice(0, 59)}…` : claim;
    expect(rows[i]!.trim().split(/ {2,}/)).toEqual([id, verdict, shown]);
  }
  expect(lines.slice(4 + claims.length)).toEqual([
    "",
    "The page: file:///out/index.html",
    "Every training, epoch by epoch: minibatch runs list",
    "Done in 1 h 02 min.",
  ]);
});

test("figures that are not the report's are said to be none, and one seed is one", () => {
  expect(tell(sampleReproduction).join("\n")).not.toContain("not the report's");
  const [, mark] = tell(quickSyntheticReproduction);
  expect(mark).toBe("These figures are not the report's: SYNTHETIC data, QUICK: reduced budget.");
  expect(tell({ ...quickSyntheticReproduction, quick: false })[1]).toBe(
    "These figures are not the report's: SYNTHETIC data.",
  );
  const { problem2 } = sampleReproduction;
  const best = { ...problem2.best, accuracy: { ...problem2.best.accuracy, count: 1 } };
  expect(tell({ ...sampleReproduction, problem2: { ...problem2, best } })[0]).toMatch(/ \(mean ± sd, 1 seed\)$/);
});
