/**
 * A loss of one's own, in plain TypeScript, for `trainer.step`: it is told what the network gives and says how wrong
 * that is; all else of the step is the plan's.
 */
import { checkRowsInSlices } from "../data/check-dataset.ts";
import { checkDatasetKinds } from "../data/check-kinds.ts";
import type { Dataset } from "../data/dataset.ts";
import { answersOf, type Slices } from "../data/slices.ts";
import { DataError, SpecError } from "../errors.ts";
import type { FloatArray } from "../math/float-array.ts";
import { featuresOf } from "../model/layout.ts";
import { show } from "../spec/fields.ts";
import { DivergedError } from "./diverged-error.ts";
import type { Network } from "./network.ts";
import type { CustomLoss, LossAndGradient, OwnLoss } from "./own-loss.ts";

/** The mean loss of a batch and its gradient with respect to the outputs, both [B, outputs]. */
type Judge = (outputs: FloatArray) => LossAndGradient;

/** The function as a step asks for it. */
export function openCustomLoss(custom: CustomLoss): OwnLoss {
  return {
    check: checkJudged,
    *gradient(network, { feed }, rows, batch, rate) {
      const { executor, plan } = network;
      const { y, dy } = plan.last;
      const B = rows.count;
      yield* answersOf([network.draw(B), executor.compile(plan.forward, B, feed).run(rows, 1)]);
      const outputs = yield* network.read(y, 0, B * plan.outputs);
      if (!outputs.every(Number.isFinite)) yield* network.checkGradient(Number.NaN, B, rate);
      const { loss, gradient } = judgeBy(custom, network, batch, rate)(outputs);
      const give = (): readonly unknown[] => [executor.write(dy, gradient), executor.write(plan.loss, [loss])];
      return yield* network.gradientBy(plan.backward, give, feed, rows, B, rate);
    },
  };
}

/**
 * Throws DataError unless the rows fit the model, and there is a target for each: what it is, the loss knows. Weights
 * of rows are refused: only the function can multiply by them before it takes the mean.
 */
function* checkJudged(batch: Dataset, { plan, executor }: Network): Slices<void> {
  checkDatasetKinds("the batch", batch);
  const { x, y, weights } = batch;
  if (weights !== undefined) {
    throw new DataError(
      "Cannot use the batch: it has weights, which a loss of one's own is not told; let the function multiply each " +
        "row's loss and gradient by its weight, and leave them out of the batch",
    );
  }
  yield* checkRowsInSlices("the batch", x, { features: featuresOf(plan.model), precision: executor.precision });
  const wanted = y.kind === "classes" ? x.rows : x.rows * y.columns;
  if (y.values.length === wanted) return;
  const each = y.kind === "classes" ? "label" : `${y.columns} numbers`;
  throw new DataError(
    `Cannot use the batch: ${x.rows} rows but ${y.values.length} targets; give ` +
      `${y.kind === "classes" ? "one " : ""}${each} a row`,
  );
}

/**
 * The loss as a network asks for it. What it gives is checked: SpecError for what is no loss and gradient,
 * DivergedError for numbers that are not finite.
 */
function judgeBy(custom: CustomLoss, { plan, step }: Network, { x, y }: Dataset, rate: number): Judge {
  const { rows } = x;
  const { outputs } = plan;
  return (values) => {
    const given: unknown = custom({ kind: "dense", rows, features: outputs, values, scale: 1 }, y);
    const { loss, gradient } = open(given, rows, outputs);
    const problem = (tensor: string, value: number, index: number): DivergedError =>
      new DivergedError({ layer: "the custom loss", tensor, value, index, cause: CAUSE }, step + 1, rate);
    if (!Number.isFinite(loss)) throw problem("value", loss, 0);
    for (let i = 0; i < gradient.length; i++)
      if (!Number.isFinite(gradient[i])) throw problem("gradient", gradient[i], i);
    return { loss, gradient };
  };
}

const CAUSE = "all outputs are finite: look for a division by 0, or a logarithm of 0, in the function";

function open(given: unknown, rows: number, outputs: number): LossAndGradient {
  const wanted = `give { loss, gradient }, the gradient ${rows * outputs} numbers, ${rows} rows of ${outputs} outputs`;
  if (typeof given !== "object" || given === null || !("loss" in given && "gradient" in given)) {
    throw new SpecError("loss", `gave ${given instanceof Promise ? "a promise" : show(given)}; ${wanted}`);
  }
  const { loss, gradient } = given;
  if (typeof loss !== "number")
    throw new SpecError("loss", `gave a loss of ${show(loss)}, which is no number; ${wanted}`);
  const isList = Array.isArray(gradient) || (ArrayBuffer.isView(gradient) && !(gradient instanceof DataView));
  if (!isList) throw new SpecError("loss", `gave a gradient of ${show(gradient)}, which is no list; ${wanted}`);
  const { length } = gradient as unknown as ArrayLike<number>;
  if (length !== rows * outputs) throw new SpecError("loss", `gave a gradient of ${length} numbers; ${wanted}`);
  return { loss, gradient: gradient as unknown as ArrayLike<number> };
}
