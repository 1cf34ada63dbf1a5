/** What was taken of the network that trainings begin with, told before they do. */
import type { ExperimentSpec } from "study";
import type { StartFile } from "../../experiment-files/read-start.ts";
import type { ProgressDisplay } from "../progress/progress-display.ts";

export function tellStart(
  spec: ExperimentSpec,
  start: StartFile | null,
  display: Pick<ProgressDisplay, "onLine">,
): void {
  if (spec.model === null || spec.start === undefined || start?.started == null) return;
  const { taken, left, unused } = start.started;
  const drawn = left.length === 0 ? "" : `; drawn anew: ${left.join(", ")}`;
  const rest = unused.length === 0 ? "" : `; not taken: ${unused.join(", ")}`;
  display.onLine(`Starts from ${spec.start.model}: ${taken.join(", ")}${drawn}${rest}.`);
}
