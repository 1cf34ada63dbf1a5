/** The doctor's suite: pathologies are named and their first advice helps, healthy runs are left in peace. */
import { expect, test } from "vitest";
import { convolutionPathologies, healthyConvolutions } from "./convolutions.ts";
import { drawHealthy, drawPathology } from "./drawn.ts";
import { drawHealthyPictures, drawSickPictures } from "./drawn-pictures.ts";
import { healthyRuns } from "./healthy-runs.ts";
import { pathologies } from "./pathologies.ts";
import { findInHealthy, isCured, judgePathology } from "./run-case.ts";

test.each([
  ["dense networks", pathologies],
  ["convolutions", convolutionPathologies],
])(
  "of twenty pathologies of %s eighteen are named, and four fifths of those with a cure are cured",
  async (_, runs) => {
    expect(runs.length).toBeGreaterThanOrEqual(20);
    const judged = [];
    for (const run of runs) judged.push(await judgePathology(run));
    const unnamed = judged.filter(({ named }) => !named).map(({ run }) => run.name);
    expect(unnamed.length, `not named: ${unnamed.join("; ")}`).toBeLessThanOrEqual(2);
    const curable = judged.filter(({ run }) => run.hasCure);
    const uncured = curable.filter((judgement) => !isCured(judgement)).map(({ run }) => run.name);
    expect(curable.length - uncured.length, `not cured: ${uncured.join("; ")}`).toBeGreaterThanOrEqual(
      0.8 * curable.length,
    );
  },
  900_000,
);

test("in thirty healthy runs, ten of convolutions, there is one finding at most", async () => {
  expect(healthyRuns).toHaveLength(20);
  expect(healthyConvolutions).toHaveLength(10);
  const found = [];
  for (const run of [...healthyRuns, ...healthyConvolutions]) {
    for (const { says } of await findInHealthy(run)) found.push(`${run.name}: ${says}`);
  }
  expect(found.length, found.join("\n")).toBeLessThanOrEqual(1);
}, 900_000);

const DRAWN = Array.from({ length: 24 }, (_, n) => n);

test.each([
  ["dense networks", drawPathology, drawHealthy],
  ["convolutions", drawSickPictures, drawHealthyPictures],
])(
  "of drawn pathologies of %s nine in ten are named, and one in twenty healthy runs has a finding",
  async (_, drawIll, drawWell) => {
    const unnamed = [];
    const found = [];
    for (const seed of [7, 11]) {
      for (const n of DRAWN) {
        const ill = drawIll(seed, n);
        if (!(await judgePathology(ill, seed, false)).named) unnamed.push(ill.name);
        const well = drawWell(seed, n);
        for (const { says } of await findInHealthy(well, seed)) found.push(`${well.name}: ${says}`);
      }
    }
    expect(unnamed.length, unnamed.join("\n")).toBeLessThanOrEqual(4);
    expect(found.length, found.join("\n")).toBeLessThanOrEqual(2);
  },
  900_000,
);
