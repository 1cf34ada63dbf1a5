/** LeNet, and a convolution by itself, in jax-js: channels first, as its convolutions want them. */
import { jit, lax, nn, numpy as np, vjp } from "@jax-js/jax";
import type { JaxArray, Layer, Network } from "./jax-array.ts";
import { drawLenet, LENET_SHAPES, transpose } from "./lenet.ts";
import { CHANNELS, FILTERS, figureOf, numbersOf, SIDE, stepsOf } from "./one-convolution.ts";
import type { Peer } from "./protocol.ts";
import type { Work } from "./work.ts";

/** [rows, columns, channels, filters] to its [filters, channels, rows, columns] */
const FILTERS_FIRST = [3, 2, 0, 1];

/** The first dense layer's inputs are [5, 5, 16], channels last, in the shapes of all. */
function layersOf(drawn: readonly Float32Array[]): Layer[] {
  return drawn.map((values, index) => {
    const shape = LENET_SHAPES[index]!;
    const b = np.zeros([shape.at(-1)!]);
    if (shape.length === 4) {
      const turned = transpose(values, shape, FILTERS_FIRST);
      return { w: np.array(turned).reshape(FILTERS_FIRST.map((axis) => shape[axis])), b };
    }
    const own = index === 2 ? transpose(values, [5, 5, 16, 120], [2, 0, 1, 3]) : values;
    return { w: np.array(own).reshape(shape), b };
  });
}

function convolve(x: JaxArray, { w, b }: Layer, padding: "SAME" | "VALID"): JaxArray {
  return lax.conv(x, w, [1, 1], padding).add(b.reshape([b.shape[0]!, 1, 1]));
}

/** By a reshape, which takes two thirds of the time that its reduceWindow does. */
function pool(x: JaxArray): JaxArray {
  const [rows, channels, height, width] = x.shape as [number, number, number, number];
  return np.max(x.reshape([rows, channels, height / 2, 2, width / 2, 2]), [3, 5]);
}

export function jaxLenet(): Network {
  return {
    layers: layersOf(drawLenet()),
    forward([first, second, ...dense], x) {
      const rows = x.shape[0]!;
      const images = pool(nn.relu(convolve(x.reshape([rows, 1, 28, 28]), first!, "SAME")));
      const seen = pool(nn.relu(convolve(images, second!, "VALID"))).reshape([rows, 400]);
      return dense.reduce((input, { w, b }, index) => {
        const z = np.dot(input, w).add(b);
        return index < dense.length - 1 ? nn.relu(z) : z;
      }, seen);
    },
  };
}

/** y and all gradients by one jitted function, which is compiled anew for another number of rows. */
export function openJaxConvolution(work: Work, ready: string): Peer {
  const images = (name: "x" | "dy", rows: number, channels: number): JaxArray => {
    const values = numbersOf(name, rows * SIDE * SIDE * channels);
    const turned = transpose(values, [rows, SIDE, SIDE, channels], [0, 3, 1, 2]);
    return np.array(turned).reshape([rows, channels, SIDE, SIDE]);
  };
  const drawn = numbersOf("w", 9 * CHANNELS * FILTERS);
  const turned = transpose(drawn, [3, 3, CHANNELS, FILTERS], FILTERS_FIRST);
  const w: JaxArray = np.array(turned).reshape([FILTERS, CHANNELS, 3, 3]);
  const b: JaxArray = np.array(numbersOf("b", FILTERS));
  const step = jit((x: JaxArray, weights: JaxArray, biases: JaxArray, dy: JaxArray) => {
    const [y, back] = vjp(
      (i: JaxArray, k: JaxArray, c: JaxArray) => convolve(i, { w: k, b: c }, "SAME"),
      [x, weights, biases],
    );
    return [y, ...back(dy)];
  });
  const made = new Map<number, { readonly x: JaxArray; readonly dy: JaxArray }>();
  const run = (rows: number): [JaxArray, JaxArray, JaxArray, JaxArray] => {
    const operands = made.get(rows) ?? { x: images("x", rows, CHANNELS), dy: images("dy", rows, FILTERS) };
    made.set(rows, operands);
    return step(operands.x.ref, w.ref, b.ref, operands.dy.ref);
  };
  return {
    ready,
    async train(epochs) {
      // reading is what waits
      for (const rows of stepsOf(epochs, work)) for (const result of run(rows)) await result.data();
      return 1;
    },
    async evaluate() {
      const [y, dx, dw, db] = run(work.batch);
      const last = [y.transpose([0, 2, 3, 1]), dx.transpose([0, 2, 3, 1]), dw.transpose([2, 3, 1, 0]), db];
      const results: Float32Array[] = [];
      for (const one of last) results.push(await one.data());
      return { loss: figureOf(results), accuracy: 1 };
    },
  };
}
