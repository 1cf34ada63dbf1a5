/** jax-js on its WebAssembly device: one jitted function per step, as its examples do. */
import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import { asFloats, drawOrder, drawWeights, gatherRows, judge, oneHot, testRows, trainingRows } from "./data.ts";
import type { JaxArray, Layer, Network } from "./jax-array.ts";
import { jaxLenet, openJaxConvolution } from "./jax-convolutions.ts";
import { type Peer, serve } from "./protocol.ts";
import { versionOf } from "./version-of.ts";
import type { Work } from "./work.ts";

function denseNetwork(sizes: readonly number[]): Network {
  return {
    layers: drawWeights(sizes).map((values, index) => ({
      w: np.array(values).reshape([sizes[index]!, sizes[index + 1]!]),
      b: np.zeros([sizes[index + 1]!]),
    })),
    forward: (layers, x) =>
      layers.reduce((input, { w, b }, index) => {
        const z = np.dot(input, w).add(b);
        return index < layers.length - 1 ? nn.relu(z) : z;
      }, x),
  };
}

async function open(work: Work): Promise<Peer> {
  await init("wasm");
  defaultDevice("wasm");
  const { sizes, batch, rate } = work;
  const ready = `jax-js ${versionOf("@jax-js/jax")} (wasm)`;
  if (work.network === "convolution") return openJaxConvolution(work, ready);
  const [width, classes] = [sizes[0]!, sizes.at(-1)!];
  const { layers: drawn, forward } = work.network === "lenet" ? jaxLenet() : denseNetwork(sizes);
  let layers = drawn;
  /** Mean softmax cross-entropy. */
  const meanLoss = (current: Layer[], x: JaxArray, targets: JaxArray): JaxArray =>
    nn
      .logSoftmax(forward(current, x))
      .mul(targets)
      .sum()
      .mul(-1 / batch);
  const step = jit((current: Layer[], x: JaxArray, targets: JaxArray) => {
    const [loss, gradient] = valueAndGrad(meanLoss)(tree.ref(current), x, targets);
    return [loss, tree.map((p: JaxArray, g: JaxArray) => p.sub(g.mul(rate)), current, gradient)];
  });
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
        const x = np.array(gatherRows(images, width, order, start, batch)).reshape([batch, width]);
        const t = np.array(gatherRows(targets, classes, order, start, batch)).reshape([batch, classes]);
        const [loss, next] = step(layers, x, t) as [JaxArray, Layer[]];
        layers = next;
        sum += (await loss.data())[0]!;
      }
      return (sum * batch) / end;
    },
    async evaluate() {
      const test = testRows(work);
      const x = np.array(asFloats(test)).reshape([test.labels.length, width]);
      const p = nn.softmax(forward(tree.ref(layers) as Layer[], x));
      return judge(await p.data(), test.labels);
    },
  };
}

await serve("jax-js", open);
