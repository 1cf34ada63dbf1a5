/**
 * The report's best network, 784-200-100-10 with ReLU, on MNIST, for three epochs.
 * Run it with `node examples/mnist-mlp.ts FOLDER`; FOLDER holds the four IDX files, gzipped.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { createTrainer, type Dataset } from "minibatch";

const folder = process.argv[2];
assert(folder !== undefined, "Cannot train: no folder given; call node examples/mnist-mlp.ts FOLDER");

/** An IDX file is a header of 16 bytes (images) or 8 (labels), then one byte per pixel or label. */
function read(name: string, headerBytes: number): Uint8Array {
  return gunzipSync(readFileSync(join(folder!, `${name}-ubyte.gz`))).subarray(headerBytes);
}

function readSplit(name: string): Dataset {
  const labels = read(`${name}-labels-idx1`, 8);
  const pixels = read(`${name}-images-idx3`, 16);
  return {
    x: { kind: "dense", rows: labels.length, features: 784, scale: 1 / 255, values: pixels },
    y: { kind: "classes", values: labels },
  };
}

using trainer = await createTrainer({
  model: {
    inputs: 784,
    layers: [
      { kind: "dense", units: 200, activation: "relu", weights: { kind: "glorot-normal", truncated: false } },
      { kind: "dense", units: 100, activation: "relu", weights: { kind: "glorot-normal", truncated: false } },
      { kind: "dense", units: 10, weights: { kind: "glorot-normal", truncated: false } },
    ],
    loss: "softmax-cross-entropy",
  },
  optimizer: { kind: "sgd", learningRate: 0.1 },
  seed: 1,
});

for await (const { epoch, batchLoss } of trainer.epochs(readSplit("train"), { epochs: 3, batchSize: 100 })) {
  console.log(`epoch ${epoch}: loss ${batchLoss.toFixed(4)}`);
}
const test = await trainer.evaluate(readSplit("t10k"));
console.log(`test: loss ${test.loss.toFixed(4)}, accuracy ${test.accuracy!.toFixed(4)}`);
assert(test.accuracy! > 0.96);
