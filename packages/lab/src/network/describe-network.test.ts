/** The memory of a network is that of its layers and of what lies around them, whatever its layers are called. */
import { defineModel, defineOptimizer, type LayerInput, planModel, sizeOf } from "minibatch";
import { expect, test } from "vitest";
import { describeNetwork } from "./describe-network.ts";

function modelOf(names: readonly string[]) {
  const layers: readonly LayerInput[] = [
    { kind: "reshape", name: names[0]!, shape: [6, 6, 1] },
    { kind: "conv2d", name: names[1]!, filters: 4, kernel: 3, padding: "same", activation: "relu" },
    { kind: "batch-norm", name: names[2]! },
    {
      kind: "residual",
      name: names[3]!,
      layers: [
        { kind: "conv2d", filters: 4, kernel: 1 },
        { kind: "dropout", rate: 0.5 },
      ],
    },
    { kind: "flatten", name: names[4]! },
    { kind: "dense", name: names[5]!, units: 3 },
  ];
  return defineModel({ inputs: 36, layers, loss: "softmax-cross-entropy" });
}

const BATCH = 7;

test("layers have all the memory but that of the rows, the loss and the answers", () => {
  const model = modelOf(["a", "b", "c", "d", "e", "f"]);
  const { layers, memory } = describeNetwork(model, { optimizer: defineOptimizer("adam"), batch: BATCH });
  const { feed, prediction, loss } = planModel(model);
  // the loss of every step is a double, for as many steps as one call makes
  const ofRows = [feed.input, feed.labels, feed.targets, prediction].reduce(
    (sum, tensor) => sum + 4 * sizeOf(tensor),
    0,
  );
  const own = layers.reduce((sum, layer) => sum + layer.memory, 0);
  const rest = memory - own - BATCH * ofRows;
  expect(loss.extent).toBe("step");
  expect(rest).toBeGreaterThan(0);
  const twice = describeNetwork(model, { optimizer: defineOptimizer("adam"), batch: 2 * BATCH });
  const twiceOwn = twice.layers.reduce((sum, layer) => sum + layer.memory, 0);
  expect(twice.memory - twiceOwn - 2 * BATCH * ofRows).toBe(rest);
});

test("names do not matter, nor that tensors around the layers are called alike", () => {
  const describe = (names: readonly string[]) =>
    describeNetwork(modelOf(names), { optimizer: defineOptimizer("adam"), batch: BATCH }).layers.map(
      (layer) => layer.memory,
    );
  const plain = describe(["a", "b", "c", "d", "e", "f"]);
  expect(plain.every((bytes) => bytes >= 0)).toBe(true);
  expect(describe(["gradient", "row", "sums", "parameters", "input", "moving"])).toEqual(plain);
});
