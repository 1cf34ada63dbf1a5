/** What a reproduction tells while it runs. */
import type { OverallState } from "../progress/plan-progress.ts";
import type { TaskEvents } from "../runner/task-plan/run-plan.ts";

export interface ReproductionEvents extends TaskEvents {
  /** a line that stays on the screen */
  onLine(line: string): void;
  /** before each phase and after each of the run's events */
  onOverall(state: OverallState): void;
}
