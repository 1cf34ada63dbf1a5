/** Updates that are made of several batches: their mean gradient, weighted by rows, as one batch of all has it. */

import type { DrawnTensor, ModelPlan } from "../model/plan-model.ts";
import type { BatchGroup, StateTensor, StepValues } from "../optimizers/plan-optimizer.ts";
import type { Operation } from "../plan/operation.ts";
import { sizeOf, type Tensor } from "../plan/tensor.ts";

export interface AccumulationPlan {
  readonly slot: StateTensor;
  /** beside the slot */
  readonly tensors: readonly Tensor[];
  readonly group: BatchGroup;
}

/** How many numbers of `scalars` are the group's: batches, rows, and the sum of their losses, so far. */
export const GROUP_SCALARS = 3;

/** `scalars` are saved with the optimizer's: a training may stop between two batches of an update. */
export function planAccumulation(
  size: number,
  { parameters, gradients }: ModelPlan,
  scalars: Float64Array,
): AccumulationPlan {
  const mean: Tensor = { ...parameters, name: "mean gradient so far", role: "state" };
  const share: Tensor = { name: "share of a gradient", role: "coefficient", type: "double", shape: [], extent: "step" };
  // the last batch's mean goes to where the optimizer looks for the gradient
  const gather: readonly Operation[] = [{ kind: "blend", x: gradients, to: mean, share }];
  const complete: readonly Operation[] = [{ kind: "blend", x: mean, to: gradients, share }];
  const values = new Float64Array(1);
  const given: StepValues = { tensor: share, values };
  return {
    slot: { tensor: mean, name: "meanGradient", initial: 0 },
    tensors: [share],
    group: {
      size,
      begin: () => scalars.fill(0),
      rows: () => scalars[1],
      add(loss, rows, isLast) {
        const before = scalars[1];
        const all = before + rows;
        const isWhole = scalars[0] + 1 === size || isLast;
        values[0] = (isWhole ? before : rows) / all;
        const sum = scalars[2] + loss * rows;
        if (isWhole) scalars.fill(0);
        else scalars.set([scalars[0] + 1, all, sum]);
        return { operations: isWhole ? complete : gather, values: given, loss: isWhole ? sum / all : null };
      },
    },
  };
}

/**
 * The plan whose drawn numbers are those of one batch of all rows: a batch takes the rows that come after those of the
 * batches before it. They are drawn once for an update.
 */
export function drawForGroup({ size, rows }: BatchGroup, plan: ModelPlan): ModelPlan {
  return { ...plan, drawn: plan.drawn.map((one) => drawOnce(one, size, rows)) };
}

function drawOnce({ tensor, draw }: DrawnTensor, size: number, rows: () => number): DrawnTensor {
  const ofRow = sizeOf(tensor);
  let all: Float32Array | Float64Array = new Float32Array(0);
  let drawnFor: readonly [seed: number, step: number] = [-1, -1];
  return {
    tensor,
    draw(values, seed, step) {
      const from = rows() * ofRow;
      const end = from + values.length;
      const isDrawn = drawnFor[0] === seed && drawnFor[1] === step && all.length >= end;
      if (!isDrawn) {
        const length = Math.max(end, values.length * size);
        if (all.length < length || all.constructor !== values.constructor) {
          all = new (values.constructor as Float32ArrayConstructor)(length);
        }
        draw(all, seed, step);
        drawnFor = [seed, step];
      }
      values.set(all.subarray(from, end));
    },
  };
}
