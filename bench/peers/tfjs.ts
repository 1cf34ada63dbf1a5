/** TensorFlow.js; the second argument names the backend: wasm (with SIMD) or cpu. */
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { asFloats, drawOrder, drawWeights, gatherRows, judge, oneHot, testRows, trainingRows } from "./data.ts";
import { type Peer, serve } from "./protocol.ts";
import { openTfjsConvolution, tfjsLenet } from "./tfjs-convolutions.ts";
import { versionOf } from "./version-of.ts";
import type { Work } from "./work.ts";

const backend = process.argv[3] ?? "wasm";

async function load() {
  const tf = await import("@tensorflow/tfjs-core");
  await import("@tensorflow/tfjs-layers"); // brings the gradients
  if (backend === "wasm") {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    const door = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
    setWasmPaths(dirname(door) + sep);
  } else await import("@tensorflow/tfjs-backend-cpu");
  await tf.setBackend(backend);
  await tf.ready();
  return tf;
}

// biome-ignore lint/suspicious/noExplicitAny: its types are not here before it is installed
type Tensors = any;

/** x [rows, inputs] to what the last layer says, before its activation. */
function denseNetwork(tf: Tensors, sizes: readonly number[]): (x: unknown) => Tensors {
  const weights = drawWeights(sizes).map((values, index) =>
    tf.variable(tf.tensor2d(values, sizes.slice(index, index + 2))),
  );
  const biases = sizes.slice(1).map((units) => tf.variable(tf.zeros([units])));
  return (x) =>
    weights.reduce(
      (a, w, index) =>
        tf.fused.matMul({ a, b: w, bias: biases[index], activation: index < weights.length - 1 ? "relu" : "linear" }),
      x,
    );
}

async function open(work: Work): Promise<Peer> {
  const tf = await load();
  const ready = `TensorFlow.js ${versionOf("@tensorflow/tfjs-core")} (${backend})`;
  if (work.network === "convolution") return openTfjsConvolution(tf, work, ready);
  const { sizes, batch, rate } = work;
  const [width, classes] = [sizes[0]!, sizes.at(-1)!];
  const forward = work.network === "lenet" ? tfjsLenet(tf) : denseNetwork(tf, sizes);
  const optimizer = work.optimizer === "adam" ? tf.train.adam(rate) : tf.train.sgd(rate);
  const train = trainingRows(work);
  const images = asFloats(train);
  const targets = oneHot(train.labels, classes);

  return {
    ready,
    async train(epochs) {
      const order = drawOrder(train.labels.length);
      const end = Math.floor((order.length * epochs) / batch) * batch;
      let sum = 0;
      for (let start = 0; start < end; start += batch) {
        const x = tf.tensor2d(gatherRows(images, width, order, start, batch), [batch, width]);
        const t = tf.tensor2d(gatherRows(targets, classes, order, start, batch), [batch, classes]);
        const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(t, forward(x)), true);
        sum += loss.dataSync()[0];
        tf.dispose([x, t, loss]);
      }
      return (sum * batch) / end;
    },
    async evaluate() {
      const test = testRows(work);
      const p = tf.tidy(() => tf.softmax(forward(tf.tensor2d(asFloats(test), [test.labels.length, width]))));
      return judge(p.dataSync(), test.labels);
    },
  };
}

await serve(`TensorFlow.js (${backend})`, open);
