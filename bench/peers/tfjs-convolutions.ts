/** LeNet, and a convolution by itself, in TensorFlow.js: channels last and weights shaped as ours. */
import { drawLenet, LENET_SHAPES } from "./lenet.ts";
import { CHANNELS, FILTERS, figureOf, numbersOf, SIDE, stepsOf } from "./one-convolution.ts";
import type { Peer } from "./protocol.ts";
import type { Work } from "./work.ts";

// biome-ignore lint/suspicious/noExplicitAny: its types are not here before it is installed
type Tensors = any;

/** x [rows, 784] to the last layer's numbers, by variables that an optimizer finds. */
export function tfjsLenet(tf: Tensors): (x: unknown) => Tensors {
  const weights = drawLenet().map((values, index) => tf.variable(tf.tensor(values, LENET_SHAPES[index])));
  const biases = LENET_SHAPES.map((shape) => tf.variable(tf.zeros([shape.at(-1)!])));
  const convolve = (x: Tensors, layer: number, pad: "same" | "valid"): Tensors => {
    const shared = { strides: 1, pad, activation: "relu" } as const;
    const y = tf.fused.conv2d({ x, filter: weights[layer], bias: biases[layer], ...shared });
    return tf.maxPool(y, 2, 2, "valid");
  };
  return (x) => {
    const images = tf.reshape(x, [-1, 28, 28, 1]);
    const seen = convolve(convolve(images, 0, "same"), 1, "valid");
    return [2, 3, 4].reduce(
      (a, layer) => {
        const activation = layer < 4 ? "relu" : "linear";
        return tf.fused.matMul({ a, b: weights[layer], bias: biases[layer], activation });
      },
      tf.reshape(seen, [-1, 400]),
    );
  };
}

/** y and all gradients, in turn. */
export function openTfjsConvolution(tf: Tensors, work: Work, ready: string): Peer {
  const images = (name: "x" | "dy", rows: number, channels: number): Tensors =>
    tf.tensor4d(numbersOf(name, rows * SIDE * SIDE * channels), [rows, SIDE, SIDE, channels]);
  const w = tf.tensor4d(numbersOf("w", 9 * CHANNELS * FILTERS), [3, 3, CHANNELS, FILTERS]);
  const b = tf.tensor1d(numbersOf("b", FILTERS));
  const derive = tf.valueAndGrads((i: Tensors, k: Tensors, c: Tensors) => tf.add(tf.conv2d(i, k, 1, "same"), c));
  const made = new Map<number, readonly [x: Tensors, dy: Tensors]>();
  /** y, dx, dw, db, read: reading is what waits */
  const run = (rows: number): Float32Array[] => {
    const [x, dy] = made.get(rows) ?? [images("x", rows, CHANNELS), images("dy", rows, FILTERS)];
    made.set(rows, [x, dy]);
    const { value, grads } = derive([x, w, b], dy);
    const results = [value, ...grads] as Tensors[];
    const numbers = results.map((one) => one.dataSync() as Float32Array);
    tf.dispose(results);
    return numbers;
  };
  return {
    ready,
    train(epochs) {
      for (const rows of stepsOf(epochs, work)) run(rows);
      return 1;
    },
    evaluate: () => ({ loss: figureOf(run(work.batch)), accuracy: 1 }),
  };
}
