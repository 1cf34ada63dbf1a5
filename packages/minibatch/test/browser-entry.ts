/** What `browser.test.ts` runs in a page: the library as a user's bundler would take it. */
import { createTrainer, type Dataset, type Pause } from "minibatch";

export { trainSmall } from "./small-training.ts";

/** Rows for `trainLarge`, four entries in five 0 as in MNIST. */
export function drawLarge(rows: number): Dataset {
  const values = Float32Array.from({ length: rows * 784 }, (_, i) => (i % 5 === 0 ? ((i * 7919) % 1000) / 1000 : 0));
  const labels = Int32Array.from({ length: rows }, (_, r) => r % 10);
  return { x: { kind: "dense", rows, features: 784, values, scale: 1 }, y: { kind: "classes", values: labels } };
}

/** Trains the report's network; returns the loss of the last epoch. `begins` is called when the kernels are ready. */
export async function trainLarge(data: Dataset, epochs: number, begins: () => void, pause?: Pause): Promise<number> {
  const trainer = await createTrainer({
    model: {
      inputs: 784,
      layers: [
        { kind: "dense", units: 200, activation: "relu" },
        { kind: "dense", units: 100, activation: "relu" },
        { kind: "dense", units: 10 },
      ],
      loss: "softmax-cross-entropy",
    },
    optimizer: { kind: "sgd", learningRate: 0.01 },
  });
  begins();
  const reports = await trainer.fit(data, {
    epochs,
    batchSize: 100,
    validation: data,
    ...(pause === undefined ? {} : { pause }),
  });
  trainer.dispose();
  return reports[epochs - 1].batchLoss;
}
