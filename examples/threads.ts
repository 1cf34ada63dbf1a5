/**
 * One network on one thread, then on all cores: the same bits, in less time where the network is wide enough. Run it
 * with `node examples/threads.ts`. In a page it is `webThreads()` of minibatch/web.
 */
import assert from "node:assert/strict";
import { createNormalSource, createStream, createTrainer, type Dataset, type TrainerOptions } from "minibatch";
import { nodeThreads } from "minibatch/node";

const features = 256;
const classes = 10;

/** Points around ten centers. */
function drawClusters(rows: number): Dataset {
  const nextNormal = createNormalSource(createStream(1, "data"));
  const centers = Float32Array.from({ length: classes * features }, nextNormal);
  const values = new Float32Array(rows * features);
  const labels = Uint8Array.from({ length: rows }, (_, row) => row % classes);
  for (let i = 0; i < values.length; i++) {
    const [row, feature] = [Math.floor(i / features), i % features];
    values[i] = 0.3 * centers[labels[row]! * features + feature]! + nextNormal();
  }
  return { x: { kind: "dense", rows, features, scale: 1, values }, y: { kind: "classes", values: labels } };
}

const data = drawClusters(2560);

interface Trained {
  readonly weights: readonly Float32Array[];
  readonly accuracy: number;
  readonly milliseconds: number;
}

async function train(threads?: TrainerOptions["threads"]): Promise<Trained> {
  // its threads end with the trainer
  using trainer = await createTrainer({
    model: {
      inputs: features,
      layers: [
        { kind: "dense", units: 512, activation: "relu" },
        { kind: "dense", units: 512, activation: "relu" },
        { kind: "dense", units: classes },
      ],
      loss: "softmax-cross-entropy",
    },
    optimizer: { kind: "sgd", learningRate: 0.1 },
    seed: 1,
    ...(threads && { threads }),
  });
  const begin = performance.now();
  await trainer.fit(data, { epochs: 4, batchSize: 256 });
  const milliseconds = performance.now() - begin;
  const { accuracy } = await trainer.evaluate(data);
  return {
    weights: trainer.weights().map(({ values }) => values as Float32Array),
    accuracy: accuracy!,
    milliseconds,
  };
}

const alone = await train();
const threads = nodeThreads();
const together = await train(threads);
for (const [count, { milliseconds, accuracy }] of [
  [1, alone],
  [threads.count, together],
] as const) {
  console.log(`up to ${count} threads: ${milliseconds.toFixed(0)} ms, accuracy ${accuracy.toFixed(4)}`);
}
assert.deepEqual(together.weights, alone.weights);
assert(alone.accuracy > 0.95);
