/** What a reproduction tells while it runs. */
import type { OverallState } from "../progress/plan-progress.ts";
import type { RunEvents } from "../runner/plan/run-plan.ts";

export interface ReproductionEvents extends RunEvents {
  /** a line that stays on the screen */
  onLine(line: string): void;
  /** before each phase and after each of the run's events */
  onOverall(state: OverallState): void;
}
