/** A small fixed training that uses most of the engine, to compare bits between versions and engines. */
import { createTrainer, type Dataset } from "minibatch";

/** SHA-256 of what `trainSmall` gives, in every engine. It changes in a named release only. */
export const SMALL_TRAINING_SHA256 = "e62e0e55cd03be9a04ffa54b962a9b7852f155ed8b6d528223ce25e82156356f";

/** 96 rows of 40 whole numbers, about a third of them not 0; the class follows from the first three. */
function drawRows(): Dataset {
  const [rows, features] = [96, 40];
  const values = new Uint8Array(rows * features);
  let state = 12345;
  for (let i = 0; i < values.length; i++) {
    // the multiplicative generator of Park and Miller (1988)
    state = (state * 16807) % 2147483647;
    values[i] = state % 3 === 0 ? (state >> 8) & 255 : 0;
  }
  const labels = Int32Array.from({ length: rows }, (_, r) => {
    const [a, b, c] = values.subarray(r * features);
    return a >= b && a >= c ? 0 : b >= c ? 1 : 2;
  });
  return { x: { kind: "dense", rows, features, values, scale: 1 / 255 }, y: { kind: "classes", values: labels } };
}

/** All final weights and the last epoch's figures, as bytes, in order. */
export async function trainSmall(): Promise<Uint8Array> {
  const data = drawRows();
  const numbers: number[] = [];
  for (const [optimizer, activations] of [
    [{ kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: true }, ["relu", "tanh", "sigmoid"]],
    [{ kind: "adam", learningRate: 0.01, schedule: { kind: "cosine", over: 3 } }, ["gelu", "silu", "softplus"]],
    [{ kind: "rmsprop", learningRate: 0.003, globalClipNorm: 1 }, ["elu", "leaky-relu", "linear"]],
  ] as const) {
    const trainer = await createTrainer({
      model: {
        inputs: 40,
        layers: [
          { kind: "dense", units: 43, activation: activations[0], regularizer: { l1: 1e-5, l2: 1e-4 } },
          { kind: "dropout", rate: 0.2 },
          { kind: "dense", units: 17, activation: activations[1], weights: "he-normal" },
          { kind: "dense", units: 9, activation: activations[2], weights: "orthogonal" },
          { kind: "dense", units: 3 },
        ],
        loss: "softmax-cross-entropy",
      },
      optimizer,
      seed: 2019,
      numerics: "strict",
    });
    const [, , last] = await trainer.fit(data, { epochs: 3, batchSize: 10, validation: data });
    numbers.push(last.batchLoss, last.validation?.loss ?? 0);
    for (const { values } of trainer.weights()) numbers.push(...values);
    trainer.dispose();
  }
  return new Uint8Array(Float64Array.from(numbers).buffer);
}
