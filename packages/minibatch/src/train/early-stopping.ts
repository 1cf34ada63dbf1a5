/**
 * Stops when the watched figure no longer improves, and remembers the best epoch's weights. As Keras 3's EarlyStopping
 * (`keras/src/callbacks/early_stopping.py`): best is the last epoch that counted as an improvement.
 */

import type { Slices } from "../data/slices.ts";
import { SpecError } from "../errors.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { EarlyStopping, EpochReport, Measures } from "./fit-options.ts";

type EpochFigures = Pick<EpochReport, "epoch" | "train" | "validation">;

/** What must be saved to go on after an interruption. */
export interface PatienceState {
  /** what was watched, and how: figures of another metric cannot be compared */
  readonly metric: EarlyStopping["metric"];
  readonly minDelta: number;
  readonly restoreBest: boolean;
  readonly bestEpoch: number;
  readonly best: number;
  /** epochs since the best one */
  readonly waited: number;
  /** parameters of the best epoch; null when they are not to be put back, and before there is one */
  readonly bestParameters: FloatArray | null;
}

export class Patience {
  /** it goes on with the counts of an earlier fit */
  readonly goesOn: boolean;
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
    this.goesOn = isSame;
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

  /**
   * The epoch whose weights are kept when training ends after `epoch`; that one itself while none has counted as an
   * improvement.
   */
  keptEpoch(epoch: number): number {
    return this.#state.bestParameters === null ? epoch : this.#state.bestEpoch;
  }

  /**
   * Takes an epoch's figures. One that is not a number is no improvement. `readParameters` gives a copy of the epoch's.
   */
  *observe(report: EpochFigures, readParameters: () => Slices<FloatArray>): Slices<void> {
    const { metric, minDelta, restoreBest, best, waited } = this.#state;
    const value = figureOf(report, metric);
    const hasImproved = isLoss(metric) ? value < best - minDelta : value > best + minDelta;
    this.#state = hasImproved
      ? {
          ...this.#state,
          bestEpoch: report.epoch,
          best: value,
          waited: 0,
          bestParameters: restoreBest ? yield* readParameters() : null,
        }
      : { ...this.#state, waited: waited + 1 };
  }
}

function isLoss(metric: EarlyStopping["metric"]): boolean {
  return metric.endsWith("loss");
}

function figureOf(report: EpochFigures, metric: EarlyStopping["metric"]): number {
  const figures = metric.startsWith("train") ? report.train : report.validation;
  return (isLoss(metric) ? figures?.loss : figures?.accuracy) as number;
}
