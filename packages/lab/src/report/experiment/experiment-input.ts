/** What the page of an experiment is made from: plain data, read from the store by the caller. */
import type { ExperimentSpec, Json } from "../../experiment/spec.ts";
import type { ExperimentSummary, Metrics, TrialRecord } from "../../store/store.ts";

/** A trial's description with its point applied and no parameters left: what `minibatch train` takes. */
export interface BestSpec {
  /** the number of the trial whose point it is; see findBestTrial */
  readonly trial: number;
  readonly spec: Json;
}

export interface ExperimentInput {
  readonly summary: ExperimentSummary;
  readonly spec: ExperimentSpec;
  readonly trials: readonly TrialRecord[];
  /** by trial id: figures after each epoch, `trainLoss`, `trainAccuracy`, `validationLoss`, `validationAccuracy` among them */
  readonly metrics: ReadonlyMap<number, Metrics>;
  /** those that trials were trained in, each once */
  readonly environments: readonly Json[];
  /** null where nothing has been finished */
  readonly best: BestSpec | null;
  readonly generatedAt: ExperimentSummary["createdAt"];
  /** of minibatch, which writes the page */
  readonly version: string;
}
