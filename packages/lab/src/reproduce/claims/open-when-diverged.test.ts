import { expect, test } from "vitest";
import { judgeTrainings } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { DivergedTrainingError } from "../task-results.ts";
import { c8 } from "./c8.ts";
import { CLAIMS } from "./claims.ts";
import { openWhenDiverged } from "./open-when-diverged.ts";

test("a diverged training leaves the claim open, with the diagnosis", () => {
  const record = judgeTrainings(openWhenDiverged(c8), FULL_BUDGET, () => ({ diverged: true }));
  expect(record).toMatchObject({ id: "C8", claim: c8.claim, verdict: "inconclusive" });
  expect(record.evidence.summary).toContain("problem2/best/seed-1: Training stopped at step 3");
});

test("a missing result is no such thing", () => {
  expect(() => openWhenDiverged(c8).judge(new Map(), FULL_BUDGET, 1)).toThrow("it has not run");
});

test("the report's claims are judged this way", () => {
  const listed = CLAIMS.find((claim) => claim.id === "C8")!;
  expect(judgeTrainings(listed, FULL_BUDGET, () => ({ diverged: true })).verdict).toBe("inconclusive");
  expect(() => judgeTrainings(c8, FULL_BUDGET, () => ({ diverged: true }))).toThrow(DivergedTrainingError);
});
