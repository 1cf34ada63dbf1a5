/** Checks what a fit is asked for, before anything is trained. */
import type { Dataset } from "../data/dataset.ts";
import { SpecError } from "../errors.ts";
import type { ScheduleSpec } from "../schedules/spec.ts";
import { callable, checkedElsewhere, checkOptions, type OptionTable, objectWith } from "../spec/check-options.ts";
import { choice, type Field, flag, number } from "../spec/fields.ts";
import { metricWords } from "../spec/words.ts";
import { type EarlyStopping, type FitOptions, METRICS, type Measures } from "./fit-options.ts";
import { pauseField } from "./pause-field.ts";
import type { EpochPlan, Progress } from "./progress.ts";

const DEFAULT_BATCH_SIZE = 32; // Keras's

export const stoppingTable: OptionTable<EarlyStopping> = {
  call: "early stopping",
  required: ["metric", "patience"],
  fields: {
    metric: choice(METRICS, undefined, metricWords),
    patience: number({ atLeast: 1, whole: true }),
    minDelta: number({ atLeast: 0 }, 0),
    restoreBest: flag(true),
  },
  words: { metric: /monitor/ },
};

const earlyStopping: Field<unknown> = {
  takes: { type: "fields", fields: stoppingTable.fields, what: "an object" },
  read(value, path) {
    checkOptions(stoppingTable, value, path);
    return value;
  },
};

/** Checked where it is loaded, before anything is trained. */
const augment: Field<unknown> = {
  takes: { type: "list", of: { type: "kind", of: "augmentation" }, what: "a list of at least one" },
  read: (value) => value,
};

export const fitTable: OptionTable<FitOptions> = {
  call: "fit",
  required: ["epochs"],
  fields: {
    epochs: number({ atLeast: 1, whole: true }),
    batchSize: number({ atLeast: 1, whole: true }),
    shuffle: flag(true),
    classWeights: checkedElsewhere,
    validation: checkedElsewhere,
    evaluateTrain: flag(false),
    augment,
    earlyStopping,
    doctor: flag(false),
    earlier: checkedElsewhere,
    onEpoch: callable,
    onStep: callable,
    signal: objectWith("an AbortSignal"),
    pause: pauseField,
  },
  words: {
    validation: /^val/,
    onEpoch: /callback|verbose/,
  },
};

/** Throws SpecError at an option that no fit takes. */
export function checkFitOptions(options: unknown): void {
  if (typeof options === "object" && options !== null && "loss" in options) {
    throw new SpecError(
      "loss",
      "cannot be given to fit, which trains by the model's loss; one of your own is for trainer.step(batch, { loss }), " +
        "in a loop",
    );
  }
  checkOptions(fitTable, options);
}

/**
 * Throws SpecError for a fit to no more epochs than the one before it ended with, because elsewhere `epochs` counts
 * those of one call. A fit that goes on from a checkpoint, or after it was stopped, may have nothing left to do.
 */
export function checkEpochs({ epochs }: Pick<FitOptions, "epochs">, ended: number): void {
  if (epochs > ended) return;
  throw new SpecError(
    "epochs",
    `cannot be ${epochs}: the fit before ended with epoch ${ended}, and it counts all of them; give ` +
      `${ended + epochs} for ${epochs} more`,
  );
}

/** How this fit cuts its epochs. Throws SpecError for batches larger than the data. */
export function planEpochs(train: Dataset, options: FitOptions): EpochPlan {
  const { rows } = train.x;
  const { batchSize = Math.min(DEFAULT_BATCH_SIZE, rows), shuffle = true } = options;
  if (batchSize > rows) {
    throw new SpecError("batchSize", `cannot be ${batchSize}: the training set has ${rows} rows; use at most ${rows}`);
  }
  return { rows, batchSize, shuffle };
}

/**
 * Throws SpecError unless `plan` ends the unfinished epoch as it was begun: otherwise rows would be missed or seen
 * twice, or not be what one epoch makes of them.
 */
export function checkPlan(plan: EpochPlan, { plan: begun, epoch, stepOfEpoch }: Progress): void {
  if (begun === null) return;
  for (const name of ["rows", "batchSize", "shuffle", "augment"] as const) {
    if (plan[name] === begun[name]) continue;
    throw new SpecError(
      name === "rows" ? "train.x.rows" : name,
      `cannot be ${plan[name] ?? "none"}: epoch ${epoch + 1} was left after ${stepOfEpoch} batches with ` +
        `${begun[name] ?? "none"}; ` +
        `end it with that (epochs: ${epoch + 1}) before you change it`,
    );
  }
}

/** Throws SpecError when the schedule is reduce-on-plateau and this fit does not measure its figure. */
export function checkSchedule(schedule: ScheduleSpec, measures: Measures): void {
  if (schedule.kind !== "reduce-on-plateau") return;
  const split = schedule.metric === "train-loss" ? "train" : "validation";
  if (measures[split]) return;
  const fix = split === "train" ? "set evaluateTrain: true" : "give a validation set";
  throw new SpecError(
    "optimizer.schedule.metric",
    `cannot be ${schedule.metric}: this fit does not measure it; ${fix}`,
  );
}
