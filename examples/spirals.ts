/** Three spirals, told apart by three optimizers from the same start. Run it with `node examples/spirals.ts`. */
import assert from "node:assert/strict";
import { createNormalSource, createStream, createTrainer, type Dataset, type OptimizerInput } from "minibatch";

const spirals = 3;
const perSpiral = 100;

/** Points that turn once around the origin while they leave it, a little beside their line. */
function drawSpirals(seed: number): Dataset {
  const nextNormal = createNormalSource(createStream(seed, "data"));
  const values = new Float32Array(spirals * perSpiral * 2);
  const classes = new Uint8Array(spirals * perSpiral);
  for (let row = 0; row < classes.length; row++) {
    const spiral = row % spirals;
    const radius = Math.floor(row / spirals) / perSpiral;
    const angle = 2 * Math.PI * (radius + spiral / spirals) + 0.1 * nextNormal();
    values[2 * row] = radius * Math.cos(angle);
    values[2 * row + 1] = radius * Math.sin(angle);
    classes[row] = spiral;
  }
  return {
    x: { kind: "dense", rows: classes.length, features: 2, scale: 1, values },
    y: { kind: "classes", values: classes },
  };
}

/** Accuracy after every epoch on points that were not trained on. */
async function train(optimizer: OptimizerInput): Promise<number[]> {
  using trainer = await createTrainer({
    model: {
      inputs: 2,
      layers: [
        { kind: "dense", units: 64, activation: "relu", weights: "he-normal" },
        { kind: "dense", units: spirals },
      ],
      loss: "softmax-cross-entropy",
    },
    optimizer,
    seed: 1,
  });
  const reports = await trainer.fit(drawSpirals(1), { epochs: 120, batchSize: 30, validation: drawSpirals(2) });
  return reports.map((report) => report.validation!.accuracy!);
}

const accuracies = {
  "SGD 0.1": await train({ kind: "sgd", learningRate: 0.1 }),
  "SGD 0.1, Nesterov": await train({ kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: true }),
  "Adam 0.01": await train({ kind: "adam", learningRate: 0.01 }),
};
for (const [name, accuracy] of Object.entries(accuracies)) {
  const shown = [0, 29, 59, 119].map((epoch) => `${epoch + 1}: ${accuracy[epoch]!.toFixed(3)}`);
  console.log(`${name.padEnd(18)}accuracy after epoch ${shown.join(", ")}`);
}
assert(accuracies["Adam 0.01"].at(-1)! > 0.93);
assert(accuracies["SGD 0.1, Nesterov"].at(-1)! > 0.93);
assert(accuracies["SGD 0.1"].at(-1)! < accuracies["SGD 0.1, Nesterov"].at(-1)!);
