/** Reports of a training that was stopped and gone on with, beside those of one that never stopped. */
import { expect } from "vitest";
import type { EpochReport } from "../src/index.ts";

/**
 * Equal, with what the doctor says at the end: that comes with the last report of each fit. `after` is of a fit that
 * was told `before` as its `earlier`.
 */
export function expectSameReports(
  before: readonly EpochReport[],
  after: readonly EpochReport[],
  whole: readonly EpochReport[],
): void {
  expect([...before, ...after].map(withoutFindings)).toEqual(whole.map(withoutFindings));
  if (after.length > 0) expect(after.at(-1)?.findings).toEqual(whole.at(-1)?.findings);
}

function withoutFindings({ findings: _, ...report }: EpochReport): Omit<EpochReport, "findings"> {
  return report;
}
