/** What `try-packages` compiles and runs in an empty project: the library and the lab as a stranger uses them. */
import { createTrainer, defineModel, defineOptimizer, type ModelSpec, SpecError } from "minibatch";
import { drawRows, setNames } from "minibatch-data";
import { defineExperiment, type ExperimentSpec, type Point } from "minibatch-lab";

const layers = [{ kind: "dense", units: 1, regularizer: { l2: 0.001 } }] as const;
const model: ModelSpec = defineModel({ inputs: 2, layers, loss: "mean-squared-error" });
using trainer = await createTrainer({ model, optimizer: defineOptimizer({ kind: "sgd" }), seed: 1 });
const loss: number = trainer.step({
  x: { kind: "dense", rows: 1, features: 2, scale: 1, values: new Float32Array([1, 2]) },
  y: { kind: "values", columns: 1, values: new Float32Array([1]) },
});
if (!(loss >= 0)) throw new Error(`the loss is ${loss}`);
function expectThrow(action: () => unknown, kind: new (path: string, message: string) => Error): void {
  try {
    action();
  } catch (error) {
    if (error instanceof kind) return;
  }
  throw new Error(`${kind.name} was not thrown`);
}
expectThrow(() => defineModel({ inputs: -1, layers: [], loss: "mean-squared-error" }), SpecError);
// @ts-expect-error: a specification cannot be changed
expectThrow(() => (model.inputs = 3), TypeError);

const { train, test } = drawRows({ set: "spirals", rows: 100, test: 0.1 }, 1);
if (!setNames.includes("spirals") || train.x.rows + test!.x.rows !== 80) throw new Error("the spirals are not drawn");
// @ts-expect-error: spirals have no such field
expectThrow(() => drawRows({ set: "spirals", colour: 1 }, 1), SpecError);

const experiment: ExperimentSpec = defineExperiment({
  name: "consumer",
  data: { set: "sequences" },
  model: { inputs: 20, layers: [{ kind: "dense", units: 1 }], loss: "sigmoid-binary-cross-entropy" },
  optimizer: "sgd",
  parameters: { rate: { at: "optimizer.learningRate", values: [0.1, 0.2] } },
});
const point: Point = { rate: 0.1 };
if (!(Object.keys(point)[0]! in experiment.parameters)) throw new Error("the parameter is not there");
expectThrow(() => defineExperiment({ ...experiment, optimizer: { kind: "sgd", momentum: 2 } }), SpecError);
// @ts-expect-error: there is no such data set
expectThrow(() => defineExperiment({ ...experiment, data: { set: "cifar" } }), SpecError);
