/** The smallest network that needs a hidden layer: exclusive or. Run it with `node examples/xor.ts`. */
import assert from "node:assert/strict";
import { createTrainer, type Dataset } from "minibatch";

const xor: Dataset = {
  x: { kind: "dense", rows: 4, features: 2, scale: 1, values: new Float32Array([0, 0, 0, 1, 1, 0, 1, 1]) },
  y: { kind: "values", columns: 1, values: new Float32Array([0, 1, 1, 0]) },
};

using trainer = await createTrainer({
  model: {
    inputs: 2,
    layers: [
      { kind: "dense", units: 8, activation: "tanh" },
      { kind: "dense", units: 1 }, // the loss applies the sigmoid
    ],
    loss: "sigmoid-binary-cross-entropy",
  },
  optimizer: { kind: "adam", learningRate: 0.05 },
  seed: 1,
});

const reports = await trainer.fit(xor, { epochs: 200, batchSize: 4 });
console.log(`loss ${reports[0]!.batchLoss.toFixed(3)} -> ${reports.at(-1)!.batchLoss.toFixed(3)}`);

const answers = await trainer.predict(xor.x);
console.log(`0^0 0^1 1^0 1^1: ${Array.from(answers, (answer) => answer.toFixed(3)).join(" ")}`);
assert.deepEqual(Array.from(answers, Math.round), [0, 1, 1, 0]);
