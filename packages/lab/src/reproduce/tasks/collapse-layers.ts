/** Trains a network without activations, then compares it with the one layer that its matrices multiply to. */
import { createTrainer, type DenseSpec, type ModelSpec, type NamedTensor, type Rows, type Trainer } from "minibatch";
import type { Task, TrainResult, TrainTask } from "study";
import { estimateTraining } from "../../training/estimate-training.ts";
import type { TaskContext } from "../../training/task.ts";
import { defineTaskKind, type TaskKind } from "../../training/task-table.ts";
import { type LabData, openTrainingData } from "../../training/training-data.ts";
import { trainNetwork } from "./trained-network.ts";

export interface CollapseLayersTask extends Task {
  readonly kind: "collapse-layers";
  /** carries this task's id; its model has dense layers only, without activation */
  readonly training: TrainTask;
}

export interface CollapseLayersResult {
  readonly training: TrainResult;
  /** largest difference of a predicted probability over the validation rows */
  readonly maxAbsDifference: number;
  readonly rows: number;
}

export const collapseLayersKind: TaskKind<LabData> = defineTaskKind({
  kind: "collapse-layers",
  estimateSeconds: ({ training }: CollapseLayersTask, speed) => estimateTraining(training, speed),
  execute: executeCollapseLayers,
});

async function executeCollapseLayers(
  task: CollapseLayersTask,
  context: TaskContext<LabData>,
): Promise<CollapseLayersResult> {
  const { training, trainer } = await trainNetwork(task.training, context);
  // a diverged training has no predictions to compare; its judge refuses it
  if (trainer === null) return { training, maxAbsDifference: 0, rows: 0 };
  using trained = trainer;
  const { validation } = openTrainingData(task.training.data, context.data);
  if (validation === null) throw new Error(`Cannot run ${task.id}: its data have no validation rows; it needs some`);
  const maxAbsDifference = await compareWithCollapsed(trained, validation.x, context.numerics);
  return { training, maxAbsDifference, rows: validation.x.rows };
}

/** Largest difference of a prediction between the network and the single layer that replaces it. */
export async function compareWithCollapsed(trained: Trainer, x: Rows, numerics: "fast" | "strict"): Promise<number> {
  const { model, optimizer } = trained;
  const [weights, biases] = collapse(trained.weights());
  using single = await createTrainer({ model: keepLastLayer(model), optimizer, numerics });
  const [ownWeights, ownBiases] = single.weights();
  single.setWeights([
    { name: ownWeights!.name, values: weights },
    { name: ownBiases!.name, values: biases },
  ]);
  const expected = await trained.predict(x);
  const actual = await single.predict(x);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(expected[i]! - actual[i]!));
  return largest;
}

function keepLastLayer(model: ModelSpec): ModelSpec {
  const last = model.layers.at(-1) as DenseSpec;
  return { ...model, layers: [last] };
}

/** x W1 + b1, times W2, plus b2, ... = x W + b. In float64, rounded to float32 once. */
function collapse(tensors: readonly NamedTensor[]): [weights: Float32Array, biases: Float32Array] {
  let [weights, biases] = [tensors[0]!, tensors[1]!] as [Matrix, Matrix];
  for (let layer = 2; layer < tensors.length; layer += 2) {
    const next = tensors[layer]!;
    const bias = tensors[layer + 1]!;
    weights = multiply(weights, next);
    const carried = multiply({ shape: [1, biases.values.length], values: biases.values }, next);
    biases = { shape: bias.shape, values: Array.from(carried.values, (value, i) => value + bias.values[i]!) };
  }
  return [Float32Array.from(weights.values), Float32Array.from(biases.values)];
}

type Matrix = { readonly shape: readonly number[]; readonly values: ArrayLike<number> };

/** a_IM b_MO, in float64 */
function multiply(a: Matrix, b: Matrix): { readonly shape: readonly number[]; readonly values: Float64Array } {
  const [I, M] = a.shape as [number, number];
  const O = b.shape[1]!;
  const values = new Float64Array(I * O);
  for (let i = 0; i < I; i++) {
    for (let m = 0; m < M; m++) {
      const factor = a.values[i * M + m]!;
      for (let o = 0; o < O; o++) values[i * O + o]! += factor * b.values[m * O + o]!;
    }
  }
  return { shape: [I, O], values };
}
