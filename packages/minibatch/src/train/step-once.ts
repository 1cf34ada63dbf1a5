/** One update on one batch, outside of any fit. */
import type { Dataset } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import { SpecError } from "../errors.ts";
import { checkBatches } from "../model/layout.ts";
import type { BatchRows } from "../plan/executor.ts";
import { countsEpochs } from "../schedules/schedule-factor.ts";
import { callable, checkOptions, type OptionTable } from "../spec/check-options.ts";
import { number } from "../spec/fields.ts";
import { naturalOrder } from "./epoch-order.ts";
import { forgetEpochs } from "./kept-weights.ts";
import type { Network, Source } from "./network.ts";
import { type CustomLoss, openOwnLoss } from "./own-loss.ts";
import { checkInSlices, openSource } from "./prepare-dataset.ts";
import { countEpochs, type Progress } from "./progress.ts";
import { weighing } from "./weighing.ts";

/** What `step` takes. */
export interface StepOptions {
  /** how many updates make an epoch: needed by a schedule that counts epochs, and by no other */
  readonly stepsPerEpoch?: number;
  /** in place of the model's, for this step: a function of the outputs and the targets, which gives its gradient too */
  readonly loss?: CustomLoss;
}

const table: OptionTable<StepOptions> = {
  call: "step",
  required: [],
  fields: { stepsPerEpoch: number({ atLeast: 1, whole: true }), loss: callable },
};

/** Gives the batch's mean loss before the update, penalties included. `widen` makes room for so many rows. */
export function* stepOnce(
  network: Network,
  progress: Progress,
  batch: Dataset,
  options: StepOptions,
  widen: (rows: number, needsWeights?: boolean) => Slices<Network>,
): Slices<number> {
  checkOptions(table, options);
  checkSchedule(network, options);
  const own = options.loss && openOwnLoss(options.loss);
  yield* own === undefined ? checkInSlices("the batch", batch, network) : own.check(batch, network);
  const count = batch.x.rows;
  checkBatches(network.plan.model, { rows: count, batchSize: null });
  const { stepsPerEpoch = 1 } = options;
  // a loss of one's own has the targets itself
  const { y = null, weights = null } = own === undefined ? batch : {};
  const isWeighted = weights !== null;
  if (isWeighted) weighing().checkStep(network);
  const wide = yield* widen(count, isWeighted);
  const { step } = wide;
  const { epoch, epochStart } = progress;
  const rate = wide.learningRate({ step, epoch: countEpochs(epoch, step - epochStart, stepsPerEpoch), stepsPerEpoch });
  const source = yield* openSource(wide, batch.x, y, "step", weights);
  try {
    const rows = { order: naturalOrder(count), from: 0, count };
    const loss =
      own === undefined
        ? yield* trainOnce(wide, source, rows, rate)
        : yield* updateBy(wide, yield* own.gradient(wide, source, rows, batch, rate), count, rate);
    forgetEpochs(progress);
    yield* wide.checkState(rate);
    return loss;
  } finally {
    source.feed.release();
  }
}

function* trainOnce(network: Network, source: Source, rows: BatchRows, rate: number): Slices<number> {
  const [loss] = network.optimizer.group ? [] : yield* network.train(source, rows, rows.count, 1, () => rate);
  return loss ?? (yield* lookAtStep(network, source, rows, rate));
}

/**
 * A step in two parts, after a program stopped before it: throws the explanation of a number that is not finite.
 * Squares that merely overflowed are no reason to stop.
 */
function* lookAtStep(network: Network, source: Source, rows: BatchRows, rate: number): Slices<number> {
  const loss = yield* network.gradient(source, rows, rows.count, rate);
  return yield* updateBy(network, loss, rows.count, rate);
}

/** The update, unless it waits for more batches. */
function* updateBy(network: Network, loss: number, rows: number, rate: number): Slices<number> {
  if ((yield* network.gather(loss, rows, false)) !== null) yield* network.update(rate);
  return loss;
}

function checkSchedule({ recipe }: Network, { stepsPerEpoch }: StepOptions): void {
  const { schedule } = recipe.optimizer;
  if (schedule.kind === "reduce-on-plateau") {
    throw new SpecError("optimizer.schedule", "cannot be reduce-on-plateau: step measures no epochs; use fit");
  }
  if (countsEpochs(schedule) && stepsPerEpoch === undefined) {
    throw new SpecError(
      "stepsPerEpoch",
      `is missing: a ${schedule.kind} schedule counts epochs; give it, or the schedule unit: "step"`,
    );
  }
}
