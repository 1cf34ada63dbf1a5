/** The networks with convolutions: LeNet-5 with ReLU and max pooling, and one convolution by itself. */
import type { ModelInput, Operation, Tensor } from "minibatch";
import { openDoors, widenVectors } from "./our-threads.ts";
import type { Peer } from "./protocol.ts";
import type { Work } from "./work.ts";

export const lenet: ModelInput = {
  inputs: [28, 28, 1],
  layers: [
    { kind: "conv2d", filters: 6, kernel: 5, padding: "same", activation: "relu" },
    { kind: "max-pool2d", pool: 2 },
    { kind: "conv2d", filters: 16, kernel: 5, activation: "relu" },
    { kind: "max-pool2d", pool: 2 },
    { kind: "flatten" },
    { kind: "dense", units: 120, activation: "relu" },
    { kind: "dense", units: 84, activation: "relu" },
    { kind: "dense", units: 10 },
  ],
  loss: "softmax-cross-entropy",
};

const [SIDE, C, F] = [28, 32, 64];

/** The operations of the layer, without an optimizer: "train" makes as many steps as so many epochs have. */
export async function openConvolution({ threads: count, rows, batch, library }: Work, version: string): Promise<Peer> {
  const { loadBackend, nodeThreads, wideVectors } = await openDoors(library);
  const vectorBits = await widenVectors(wideVectors);
  const found = await loadBackend();
  const backend = count > 1 ? found.withThreads(nodeThreads({ count })) : found;
  const tensor = (name: string, extent: "once" | "row", ...shape: number[]): Tensor => ({
    ...{ name, extent, shape, role: "activation", type: "float" },
  });
  const [x, dx] = [tensor("x", "row", SIDE, SIDE, C), tensor("dx", "row", SIDE, SIDE, C)];
  const [y, dy] = [tensor("y", "row", SIDE, SIDE, F), tensor("dy", "row", SIDE, SIDE, F)];
  const [w, dw] = [tensor("w", "once", 3, 3, C, F), tensor("dw", "once", 3, 3, C, F)];
  const [b, db] = [tensor("b", "once", F), tensor("db", "once", F)];
  const window = {
    image: [SIDE, SIDE, C],
    output: [SIDE, SIDE, F],
    stride: [1, 1],
    dilation: [1, 1],
    before: [1, 1],
    groups: 1,
  } as const;
  const operations: Operation[] = [
    { kind: "conv2d", x, w, b, y, window },
    { kind: "conv2d-backward", dy, w, dx, window },
    { kind: "conv2d-gradient", x, dy, dw, window },
    { kind: "channel-sums", dy, db },
  ];
  const executor = backend.open({ tensors: [x, dx, y, dy, w, dw, b, db], capacity: batch });
  for (const [i, one] of [x, dy, w, b].entries()) {
    const times = one.extent === "row" ? batch : 1;
    const length = one.shape.reduce((product, n) => product * n, times);
    await executor.write(
      one,
      Float32Array.from({ length }, (_, n) => ((n * 7919 + i) % 997) / 997 - 0.5),
    );
  }
  const program = executor.compile(operations, batch, null);
  const same = async () => ({ loss: 1, accuracy: 1 });
  return {
    ready: `minibatch ${version} (${backend.name}, ${vectorBits} bits, ${count} thread${count === 1 ? "" : "s"})`,
    threads: count,
    vectorBits,
    async train(epochs) {
      for (let step = 0; step < (epochs * rows) / batch; step++) {
        const starting = executor.ready();
        if (starting !== null) await starting;
        await program.run(null, 1);
      }
      return 1;
    },
    predict: async () => 1,
    evaluate: same,
  };
}
