/** Stops when the watched figure no longer improves, and can put the best epoch's weights back. */
import { SpecError } from "../errors.ts";
import type { FloatArray } from "../kernels/kernels.ts";
import type { EarlyStopping, EpochReport } from "./fit-options.ts";

const METRICS: readonly string[] = ["validation-loss", "validation-accuracy", "train-loss", "train-accuracy"];

/** What must be kept to go on after an interruption. */
export interface PatienceState {
  readonly bestEpoch: number;
  readonly best: number;
  /** epochs since the best one */
  readonly waited: number;
  /** parameters of the best epoch; null when they are not to be put back */
  readonly bestParameters: FloatArray | null;
}

export class Patience {
  readonly #options: EarlyStopping;
  #state: PatienceState;

  /** Throws SpecError when an option cannot be used, or the figure is one this fit does not measure. */
  constructor(
    options: EarlyStopping,
    measures: { readonly train: boolean; readonly validation: boolean; readonly accuracy: boolean },
    resumed: PatienceState | null,
  ) {
    const { metric, patience, minDelta = 0 } = options;
    if (!METRICS.includes(metric)) {
      throw new SpecError("earlyStopping.metric", `cannot be ${metric}: it must be ${METRICS.join(", ")}`);
    }
    const split = metric.startsWith("train") ? "train" : "validation";
    if (!measures[split]) {
      const fix = split === "train" ? "set evaluateTrain: true" : "give a validation set";
      throw new SpecError("earlyStopping.metric", `cannot watch ${metric}: this fit does not measure it; ${fix}`);
    }
    if (!isLoss(metric) && !measures.accuracy) {
      throw new SpecError("earlyStopping.metric", `cannot watch ${metric}: this loss has no accuracy; watch a loss`);
    }
    if (!Number.isSafeInteger(patience) || patience < 1) {
      throw new SpecError(
        "earlyStopping.patience",
        `cannot be ${patience}: it must be a whole number of epochs, at least 1`,
      );
    }
    if (!(minDelta >= 0)) throw new SpecError("earlyStopping.minDelta", `cannot be ${minDelta}: it must be 0 or more`);
    this.#options = options;
    this.#state = resumed ?? {
      bestEpoch: 0,
      best: isLoss(metric) ? Infinity : -Infinity,
      waited: 0,
      bestParameters: null,
    };
  }

  get state(): PatienceState {
    return this.#state;
  }

  /** Takes an epoch's figures; true when it is time to stop. */
  observe(report: EpochReport, parameters: FloatArray): boolean {
    const { metric, patience, minDelta = 0, restoreBest = true } = this.#options;
    const value = figureOf(report, metric);
    const { best } = this.#state;
    const hasImproved = isLoss(metric) ? value < best - minDelta : value > best + minDelta;
    this.#state = hasImproved
      ? { bestEpoch: report.epoch, best: value, waited: 0, bestParameters: restoreBest ? parameters.slice() : null }
      : { ...this.#state, waited: this.#state.waited + 1 };
    return this.#state.waited >= patience;
  }
}

function isLoss(metric: EarlyStopping["metric"]): boolean {
  return metric.endsWith("loss");
}

function figureOf(report: EpochReport, metric: EarlyStopping["metric"]): number {
  const figures = metric.startsWith("train") ? report.train : report.validation;
  return (isLoss(metric) ? figures?.loss : figures?.accuracy) as number;
}
