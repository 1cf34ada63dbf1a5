/** An experiment as `--json` tells it; its spec is told by `runs show` alone, for it may be long. */
import { describeNetwork } from "../../../objective/objective-network.ts";
import type { ExperimentSummary } from "../../../store/store.ts";
import { describeStatus } from "../../trials/describe-status.ts";
import type { Life } from "../../trials/find-life.ts";

export interface ExperimentDocument extends Omit<ExperimentSummary, "id" | "spec"> {
  /** in words, as the table has it */
  readonly status: string;
  /** whether the networks that the objective is measured on are kept; the best one's, where that is told alone */
  readonly networkKept: boolean;
}

export function experimentDocument(summary: ExperimentSummary, life: Life | null = null): ExperimentDocument {
  const { id: _id, spec, name, best, ...told } = summary;
  const { networkKept } = describeNetwork(spec, best === null ? [] : [best]);
  return { name, status: describeStatus(summary, life), ...told, best, networkKept };
}
