/** Stops when the watched figure no longer improves, and can put the best epoch's weights back. */
import { SpecError } from "../errors.ts";
import type { FloatArray } from "../kernels/kernels.ts";
import type { Measures } from "./check-fit.ts";
import type { EarlyStopping, EpochReport } from "./fit-options.ts";

/** What must be kept to go on after an interruption. */
export interface PatienceState {
  /** what was watched, and how: figures of one are no measure for another */
  readonly metric: EarlyStopping["metric"];
  readonly minDelta: number;
  readonly restoreBest: boolean;
  readonly bestEpoch: number;
  readonly best: number;
  /** epochs since the best one */
  readonly waited: number;
  /** parameters of the best epoch; null when they are not to be put back */
  readonly bestParameters: FloatArray | null;
}

export class Patience {
  readonly #patience: number;
  #state: PatienceState;

  /**
   * Goes on from `resumed` when that watched the same, else begins anew.
   *
   * @throws SpecError when the figure is one this fit does not measure.
   */
  constructor(
    { metric, patience, minDelta = 0, restoreBest = true }: EarlyStopping,
    measures: Measures,
    resumed: PatienceState | null,
  ) {
    const split = metric.startsWith("train") ? "train" : "validation";
    if (!measures[split]) {
      const fix = split === "train" ? "set evaluateTrain: true" : "give a validation set";
      throw new SpecError("earlyStopping.metric", `cannot watch ${metric}: this fit does not measure it; ${fix}`);
    }
    if (!isLoss(metric) && !measures.accuracy) {
      throw new SpecError("earlyStopping.metric", `cannot watch ${metric}: this loss has no accuracy; watch a loss`);
    }
    this.#patience = patience;
    const isSame = resumed?.metric === metric && resumed.minDelta === minDelta && resumed.restoreBest === restoreBest;
    this.#state = isSame
      ? resumed
      : {
          metric,
          minDelta,
          restoreBest,
          bestEpoch: 0,
          best: isLoss(metric) ? Infinity : -Infinity,
          waited: 0,
          bestParameters: null,
        };
  }

  get state(): PatienceState {
    return this.#state;
  }

  /** Whether it is time to stop. */
  get isOver(): boolean {
    return this.#state.waited >= this.#patience;
  }

  /** Takes an epoch's figures. */
  observe(report: EpochReport, parameters: FloatArray): void {
    const { metric, minDelta, restoreBest, best, waited } = this.#state;
    const value = figureOf(report, metric);
    const hasImproved = isLoss(metric) ? value < best - minDelta : value > best + minDelta;
    this.#state = hasImproved
      ? {
          ...this.#state,
          bestEpoch: report.epoch,
          best: value,
          waited: 0,
          bestParameters: restoreBest ? parameters.slice() : null,
        }
      : { ...this.#state, waited: waited + 1 };
  }
}

function isLoss(metric: EarlyStopping["metric"]): boolean {
  return metric.endsWith("loss");
}

function figureOf(report: EpochReport, metric: EarlyStopping["metric"]): number {
  const figures = metric.startsWith("train") ? report.train : report.validation;
  return (isLoss(metric) ? figures?.loss : figures?.accuracy) as number;
}
