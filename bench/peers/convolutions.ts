/** Our convolution by itself, as operations of a plan: no layer around it, no optimizer. */
import type { Operation, Tensor } from "minibatch";
import { CHANNELS as C, FILTERS as F, figureOf, numbersOf, OPERANDS, SIDE, stepsOf } from "./one-convolution.ts";
import { openDoors, widenVectors } from "./our-threads.ts";
import type { Peer } from "./protocol.ts";
import type { Work } from "./work.ts";

/** "train" makes as many steps as so many epochs have; the figures are those of the results. */
export async function openConvolution(work: Work, version: string): Promise<Peer> {
  const { threads: count, batch, library } = work;
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
    await executor.write(one, numbersOf(OPERANDS[i]!, length));
  }
  const program = executor.compile(operations, batch, null);
  return {
    ready: `minibatch ${version} (${backend.name}, ${vectorBits} bits, ${count} thread${count === 1 ? "" : "s"})`,
    threads: count,
    vectorBits,
    async train(epochs) {
      for (const _ of stepsOf(epochs, work)) {
        const starting = executor.ready();
        if (starting !== null) await starting;
        await program.run(null, 1);
      }
      return 1;
    },
    predict: async () => 1,
    async evaluate() {
      const results: Float32Array[] = [];
      for (const one of [y, dx, dw, db]) results.push(Float32Array.from(await executor.read(one)));
      return { loss: figureOf(results), accuracy: 1 };
    },
  };
}
