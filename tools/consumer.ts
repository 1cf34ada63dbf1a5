/** What `try-packages` compiles and runs in an empty project: the library as a stranger uses it. */
import { createTrainer, defineModel, defineOptimizer, type ModelSpec, SpecError } from "minibatch";

const model: ModelSpec = defineModel({ inputs: 2, layers: [{ kind: "dense", units: 1 }], loss: "mean-squared-error" });
using trainer = await createTrainer({ model, optimizer: defineOptimizer({ kind: "sgd" }), seed: 1 });
const loss: number = trainer.step({
  x: { kind: "dense", rows: 1, features: 2, scale: 1, values: new Float32Array([1, 2]) },
  y: { kind: "values", columns: 1, values: new Float32Array([1]) },
});
if (!(loss >= 0)) throw new Error(`the loss is ${loss}`);
function refuses(action: () => unknown, kind: new (path: string, message: string) => Error): void {
  try {
    action();
  } catch (error) {
    if (error instanceof kind) return;
  }
  throw new Error(`${kind.name} was not thrown`);
}
refuses(() => defineModel({ inputs: -1, layers: [], loss: "mean-squared-error" }), SpecError);
// @ts-expect-error: a specification cannot be changed
refuses(() => (model.inputs = 3), TypeError);
