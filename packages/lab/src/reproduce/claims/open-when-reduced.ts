/** What a reduced budget may say of a claim. */
import type { Claim } from "./claim.ts";

const CAVEAT =
  " This is the reduced budget (--quick): fewer rows, epochs and seeds than the claim is about. What speaks " +
  "against the claim here leaves it inconclusive; the full budget decides.";

/**
 * The same claim; on the quick budget "fails", whole or in part, becomes "inconclusive", because too little training
 * refutes nothing.
 */
export function openWhenReduced(claim: Claim): Claim {
  return {
    ...claim,
    judge(results, budget, seed) {
      const record = claim.judge(results, budget, seed);
      if (!budget.quick) return record;
      const { verdict, evidence } = record;
      return {
        ...record,
        verdict: verdict === "fails" || verdict === "in part" ? "inconclusive" : verdict,
        evidence: { ...evidence, test: evidence.test + CAVEAT },
      };
    },
  };
}
