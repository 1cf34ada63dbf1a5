/** A claim of the report: what must run to judge it, and the rule by which it is judged. */
import type { Task } from "study";
import type { Budget } from "../budget.ts";
import type { ClaimRecord } from "../results.ts";
import type { TaskResults } from "../task-results.ts";

export interface Claim {
  readonly id: string;
  readonly claim: string;
  /** the claim in few words: what the page shows until it is judged */
  readonly short: string;
  /** Tasks that the judge reads; some may be another claim's or problem's (equal id and JSON: run once). */
  plan(budget: Budget, seed: number): readonly Task[];
  /**
   * Pure: equal results give an equal record. Throws DivergedTrainingError when a training diverged where that is no
   * answer.
   */
  judge(results: TaskResults, budget: Budget, seed: number): ClaimRecord;
}
