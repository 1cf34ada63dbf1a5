import type { ExperimentSummary } from "../../store/store.ts";
import { nextCommand } from "../caller/command-to-go-on.ts";

/** A sweep that gave nothing has failed: throws, after its summary, so that the command ends with 1. */
export function checkSomeUsable({ name, counts }: Pick<ExperimentSummary, "name" | "counts">): void {
  if (counts.failed === 0 || counts.finished + counts.pruned > 0) return;
  const all = counts.failed === 1 ? "its trial has" : `all ${counts.failed} trials have`;
  throw new Error(
    `Cannot use what ${name} gave: ${all} failed; see ${nextCommand(["runs", "list"], [name], ["--status", "failed"])}`,
  );
}
