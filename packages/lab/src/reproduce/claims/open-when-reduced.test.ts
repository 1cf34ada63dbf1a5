import { expect, test } from "vitest";
import { FULL_BUDGET, QUICK_BUDGET } from "../budget.ts";
import type { Verdict } from "../results.ts";
import type { Claim } from "./claim.ts";
import { openWhenReduced } from "./open-when-reduced.ts";

function claimed(verdict: Verdict): Claim {
  const evidence = { summary: "", test: "As tested.", earlier: null, seeds: [1], figures: {}, tables: [], charts: [] };
  return {
    id: "C",
    claim: "It is so.",
    short: "It is so",
    plan: () => [],
    judge: () => ({ id: "C", claim: "It is so.", verdict, evidence }),
  };
}

test("on the full budget every verdict stands", () => {
  for (const verdict of ["holds", "fails", "in part", "inconclusive"] as const) {
    const record = openWhenReduced(claimed(verdict)).judge(new Map(), FULL_BUDGET, 1);
    expect(record.verdict).toBe(verdict);
    expect(record.evidence.test).toBe("As tested.");
  }
});

test("on the quick one a failure is inconclusive, and the test says why", () => {
  const judge = (verdict: Verdict) => openWhenReduced(claimed(verdict)).judge(new Map(), QUICK_BUDGET, 1);
  expect(judge("holds").verdict).toBe("holds");
  expect(judge("inconclusive").verdict).toBe("inconclusive");
  expect(judge("fails").verdict).toBe("inconclusive");
  expect(judge("in part").verdict).toBe("inconclusive");
  expect(judge("fails").evidence.test).toContain("reduced budget (--quick)");
});
