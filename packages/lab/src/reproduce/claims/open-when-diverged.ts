/** A claim whose training diverged where that is no answer: the report is written all the same, and says so. */

import { DivergedTrainingError } from "../task-results.ts";
import type { Claim } from "./claim.ts";

/** The same claim; a DivergedTrainingError of its judge becomes "inconclusive". Every other error stays one. */
export function openWhenDiverged(claim: Claim): Claim {
  return {
    ...claim,
    judge(results, budget, seed) {
      try {
        return claim.judge(results, budget, seed);
      } catch (error) {
        if (!(error instanceof DivergedTrainingError)) throw error;
        return {
          id: claim.id,
          claim: claim.claim,
          verdict: "inconclusive",
          evidence: {
            summary: error.message,
            test: "Not tested: a training that the rule compares did not stay finite.",
            earlier: null,
            seeds: [seed],
            figures: {},
            tables: [],
            charts: [],
          },
        };
      }
    },
  };
}
