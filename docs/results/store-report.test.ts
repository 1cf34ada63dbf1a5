import { expect, test } from "vitest";
import { quickSyntheticReproduction, sampleReproduction } from "../../packages/lab/test/sample-reproduction.ts";
import { storedReport } from "../tables/result-tables.ts";
import { digest } from "./store-report.ts";

test("a reduced or synthetic run is not kept", () => {
  expect(() => digest(quickSyntheticReproduction, storedReport)).toThrow(/^Cannot keep this run: it is reduced/);
});

test("of a whole run the figures that pages tell are kept, and what it cannot say of itself stays", () => {
  const whole = { ...sampleReproduction, complete: true, quick: false, synthetic: false };
  const kept = digest(whole, storedReport);
  const { best, sweep } = whole.problem2;
  expect(kept.best.accuracy.mean).toBeCloseTo(best.accuracy.mean, 4);
  expect(kept.best.seeds).toBe(best.runs.length);
  expect(kept.sweep.map(({ validationAccuracy }) => validationAccuracy)).toEqual(
    sweep.map(({ validationAccuracy }) => expect.closeTo(validationAccuracy.at(-1)!, 4)),
  );
  expect(kept.claims).toEqual(Object.fromEntries(whole.claims.map(({ id, verdict }) => [id, verdict])));
  expect(kept.seconds).toBe(Math.round(whole.seconds.total));
  expect(kept.quickSeconds).toBe(storedReport.quickSeconds);
});
