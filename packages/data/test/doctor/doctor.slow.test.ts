/** The doctor's suite: pathologies are named and their first advice helps, healthy runs are left in peace. */
import { expect, test } from "vitest";
import { healthyRuns } from "./healthy-runs.ts";
import { pathologies } from "./pathologies.ts";
import { findInHealthy, isCured, judgePathology } from "./run-case.ts";

test("of twenty pathologies eighteen are named, and four fifths of those with a cure are cured", async () => {
  expect(pathologies).toHaveLength(20);
  const judged = [];
  for (const run of pathologies) judged.push(await judgePathology(run));
  const unnamed = judged.filter(({ named }) => !named).map(({ run }) => run.name);
  expect(unnamed.length, `not named: ${unnamed.join("; ")}`).toBeLessThanOrEqual(2);
  const curable = judged.filter(({ run }) => run.hasCure);
  const uncured = curable.filter((judgement) => !isCured(judgement)).map(({ run }) => run.name);
  expect(curable.length - uncured.length, `not cured: ${uncured.join("; ")}`).toBeGreaterThanOrEqual(
    0.8 * curable.length,
  );
}, 900_000);

test("in twenty healthy runs there is one finding at most", async () => {
  expect(healthyRuns).toHaveLength(20);
  const found = [];
  for (const run of healthyRuns) {
    for (const { says } of await findInHealthy(run)) found.push(`${run.name}: ${says}`);
  }
  expect(found.length, found.join("\n")).toBeLessThanOrEqual(1);
}, 900_000);
