/** minibatch, by its public door: pixels as they come, batches and order as it draws them. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Dataset, LayerInput } from "minibatch";
import { openConvolution } from "./convolutions.ts";
import { type LabelledRows, testRows, trainingRows } from "./data.ts";
import { lenet } from "./lenet.ts";
import { openOnThreads, openWithBlas } from "./our-threads.ts";
import { type Peer, serve } from "./protocol.ts";
import type { Work } from "./work.ts";

const SEED = 1;
/** more than any run asks for: it trains on until nobody asks */
const MANY_EPOCHS = 1_000_000;

function asDataset({ x, scale, labels }: LabelledRows, { sizes, loss }: Work): Dataset {
  const rows = labels.length;
  return {
    x: { kind: "dense", rows, features: sizes[0]!, values: x, scale },
    y:
      loss === "softmax"
        ? { kind: "classes", values: labels }
        : { kind: "values", columns: 1, values: Float32Array.from(labels) },
  };
}

function listLayers(sizes: readonly number[]): LayerInput[] {
  const weights = { kind: "glorot-normal", truncated: false } as const;
  return sizes.slice(1).map((units, layer) => {
    const hidden = layer < sizes.length - 2;
    return hidden ? { kind: "dense", units, activation: "relu", weights } : { kind: "dense", units, weights };
  });
}

async function open(work: Work): Promise<Peer> {
  const { sizes, optimizer, rate, batch: batchSize } = work;
  const loss = work.loss === "softmax" ? "softmax-cross-entropy" : "sigmoid-binary-cross-entropy";
  if (work.network === "convolution") return openConvolution(work, version(work));
  const model = work.network === "lenet" ? lenet : ({ inputs: sizes[0]!, layers: listLayers(sizes), loss } as const);
  const options = { model, optimizer: { kind: optimizer, learningRate: rate }, seed: SEED } as const;
  const openTrainer = work.blas === true ? openWithBlas : openOnThreads;
  const { trainer, engine, threads, vectorBits } = await openTrainer(options, work.threads, work.library);
  const test = asDataset(testRows(work), work);
  const reports = trainer.epochs(work.task === "train" ? asDataset(trainingRows(work), work) : test, {
    epochs: MANY_EPOCHS,
    batchSize,
  });
  return {
    ready: `minibatch ${version(work)} (${engine})`,
    threads,
    vectorBits,
    async train(epochs) {
      let batchLoss = Number.NaN;
      for (let epoch = 0; epoch < epochs; epoch++) batchLoss = (await reports.next()).value!.batchLoss;
      return batchLoss;
    },
    predict: async () => (await trainer.predict(test.x))[0]!,
    async evaluate() {
      const { loss: testLoss, accuracy } = await trainer.evaluate(test);
      return { loss: testLoss, accuracy: accuracy! };
    },
  };
}

/** of the package beside the door: it does not export its package.json */
function version({ library }: Work): string {
  const require = createRequire(import.meta.url);
  const folder = library ?? join(dirname(require.resolve("minibatch")), "..");
  return (require(join(folder, "package.json")) as { version: string }).version;
}

await serve("minibatch", open);
