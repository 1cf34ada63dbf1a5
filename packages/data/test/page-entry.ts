/** What a page needs to draw spirals and train on them. */
import { createTrainer } from "minibatch";
import { drawRows } from "minibatch-data/sets";

/** The test accuracy, and the first drawn numbers. */
export async function trainOnSpirals(): Promise<{ readonly accuracy: number; readonly first: readonly number[] }> {
  const { train, validation, test } = drawRows({ set: "spirals", noise: 0.1 }, 1);
  const trainer = await createTrainer({
    model: {
      inputs: 2,
      layers: [
        { kind: "dense", units: 32, activation: "relu", weights: "he-normal" },
        { kind: "dense", units: 32, activation: "relu", weights: "he-normal" },
        { kind: "dense", units: 3 },
      ],
      loss: "softmax-cross-entropy",
    },
    optimizer: { kind: "adam", learningRate: 0.01 },
    numerics: "strict",
    seed: 1,
  });
  await trainer.fit(train, { epochs: 40, batchSize: 32, validation: validation! });
  const { accuracy } = await trainer.evaluate(test!);
  trainer.dispose();
  if (train.x.kind !== "dense") throw new Error("Cannot tell the first numbers: drawn rows are dense");
  return { accuracy: accuracy!, first: [...train.x.values.subarray(0, 8)] };
}
