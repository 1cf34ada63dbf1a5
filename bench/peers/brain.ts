/**
 * brain.js. It trains one row at a time, without batches, and has no softmax: the same layers and rows, but another
 * training. Only its time is compared.
 */
import { createRequire } from "node:module";
import { asFloats, judge, oneHot, testRows, trainingRows } from "./data.ts";
import { type Peer, serve } from "./protocol.ts";
import { versionOf } from "./version-of.ts";
import type { Work } from "./work.ts";

async function open(work: Work): Promise<Peer> {
  const { NeuralNetwork } = createRequire(import.meta.url)("brain.js");
  const { sizes, batch } = work;
  const [width, classes] = [sizes[0]!, sizes.at(-1)!];
  const net = new NeuralNetwork({
    inputSize: width,
    hiddenLayers: sizes.slice(1, -1),
    outputSize: classes,
    activation: "relu",
  });
  const train = trainingRows(work);
  const images = asFloats(train);
  const targets = oneHot(train.labels, classes);
  const pattern = (row: number) => ({
    input: images.subarray(row * width, (row + 1) * width),
    output: targets.subarray(row * classes, (row + 1) * classes),
  });
  return {
    ready: `brain.js ${versionOf("brain.js")}`,
    train(epochs) {
      const count = Math.floor((train.labels.length * epochs) / batch) * batch;
      const patterns = Array.from({ length: count }, (_, row) => pattern(row));
      // its own default: the rate per batch would be far too large for single rows
      return net.train(patterns, { iterations: 1, errorThresh: 1e-9, learningRate: 0.01 }).error;
    },
    evaluate() {
      const test = testRows(work);
      const x = asFloats(test);
      const run = (row: number): number[] => Object.values(net.run(x.subarray(row * width, (row + 1) * width)));
      const outputs = Array.from(test.labels, (_, row) => run(row)).flat();
      return judge(outputs, test.labels);
    },
  };
}

await serve("brain.js", open);
