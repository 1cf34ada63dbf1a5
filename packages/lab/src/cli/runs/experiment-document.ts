/** An experiment as `--json` tells it; its spec is told by `runs show` alone, for it may be long. */
import type { ExperimentSummary } from "../../store/store.ts";
import { describeStatus } from "./describe-status.ts";

export interface ExperimentDocument extends Omit<ExperimentSummary, "id" | "spec"> {
  /** in words, as the table has it */
  readonly status: string;
}

export function experimentDocument(summary: ExperimentSummary): ExperimentDocument {
  const { id: _id, spec: _spec, name, ...told } = summary;
  return { name, status: describeStatus(summary), ...told };
}
