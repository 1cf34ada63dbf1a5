/** What the page of an experiment is made from: plain data, read from the store by the caller. */
import type { ModelSpec } from "minibatch";
import type { ExperimentSpec, Json } from "study";
import type { FindingsOfTrials } from "../objective/read-findings.ts";
import type { BestPerformance } from "../performance/collect-performance.ts";
import type { ExperimentSummary, Metrics, TrialRecord } from "../store/store.ts";

/** A trial's description with its point applied and no parameters left: what `minibatch train` takes. */
export interface BestSpec {
  /** the number of the trial whose point it is; see findBestTrial */
  readonly trial: number;
  readonly spec: Json;
}

/**
 * `working` · `idle`: nobody works on it · `killed`: who worked on it is gone without a word, `at` its last sign of
 * life · `queued`: the next worker takes it
 */
export type ExperimentLife =
  | { readonly kind: "working" | "idle" | "queued" }
  | {
      readonly kind: "killed";
      readonly at: ExperimentSummary["createdAt"];
      /** goes on, wherever it is pasted; null where it is not known */
      readonly command: string | null;
    };

export interface ExperimentPageInput {
  readonly summary: ExperimentSummary;
  /** Whether anybody works on it as the page is written. Absent or null: it has ended, or that is not known */
  readonly life?: ExperimentLife | null;
  /**
   * Where its store is, as `--store` takes it in the folder of the page. Absent or null: not told, as of a server,
   * whose address is no reader's
   */
  readonly store?: string | null;
  readonly spec: ExperimentSpec;
  readonly trials: readonly TrialRecord[];
  /**
   * by trial id: figures after each epoch, `trainLoss`, `trainAccuracy`, `validationLoss`, `validationAccuracy` among
   * them
   */
  readonly metrics: ReadonlyMap<number, Metrics>;
  /** those that trials were trained in, each once */
  /** by trial id: what the doctor found wrong. Absent: it was not asked */
  readonly findings?: FindingsOfTrials;
  readonly environments: readonly Json[];
  /** null where nothing has been finished */
  readonly best: BestSpec | null;
  /** That of the best trial. Absent or null: nothing has been finished, or the library does not know it */
  readonly network?: ModelSpec | null;
  /** How the best trial's network does on rows that it was not trained on. Absent or null: nothing is said of it */
  readonly evaluation?: BestPerformance | null;
  readonly generatedAt: ExperimentSummary["createdAt"];
  /** of minibatch, which writes the page */
  readonly version: string;
}
