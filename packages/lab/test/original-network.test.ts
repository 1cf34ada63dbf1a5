/** The course's own trained network, evaluated through the library, gets as many test images right as it did there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createTrainer, type Dataset, loadBackend, type Precision } from "minibatch";
import { expect } from "vitest";
import { readHdf5, requireArray } from "../src/data/hdf5.ts";
import { loadMnist } from "../src/data/mnist.ts";
import { digitNetwork } from "../src/reproduce/problems/models.ts";
import { plainSgd } from "../src/reproduce/problems/optimizers.ts";
import { testWith } from "./requirements.ts";

const LAYERS = [
  { inputs: 784, outputs: 200 },
  { inputs: 200, outputs: 100 },
  { inputs: 100, outputs: 10 },
] as const;
const FILE = "mnist_network_params.hdf5";

/** The file holds W as [outputs, inputs]; the library's weights are [inputs, outputs]. */
async function readWeights(data: string, layerNames: readonly string[]) {
  const names = ["W1", "b1", "W2", "b2", "W3", "b3"] as const;
  const arrays = await readHdf5(readFileSync(join(data, "ee599", FILE)), names, FILE);
  return LAYERS.flatMap(({ inputs, outputs }, layer) => {
    const [weightName, biasName] = [names[2 * layer]!, names[2 * layer + 1]!];
    const [weights, biases] = [arrays[weightName], arrays[biasName]];
    requireArray(weights, weightName, "float32", [outputs, inputs]);
    requireArray(biases, biasName, "float32", [outputs]);
    const transposed = new Float32Array(inputs * outputs);
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < inputs; i++) transposed[i * outputs + o] = Number(weights.values[o * inputs + i]);
    }
    return [
      { name: `${layerNames[layer]}.weights`, values: transposed },
      { name: `${layerNames[layer]}.biases`, values: biases.values as Float32Array },
    ];
  });
}

async function countRight(data: string, precision: Precision, scale: number): Promise<number> {
  const mnist = await loadMnist({ data, offline: true, notice: expect.unreachable });
  const model = digitNetwork("relu");
  using trainer = await createTrainer({
    model,
    optimizer: plainSgd(0.1, []),
    backend: await loadBackend({ precision }),
  });
  trainer.setWeights(
    await readWeights(
      data,
      model.layers.map(({ name }) => name),
    ),
  );
  const test: Dataset = {
    x: { kind: "dense", rows: 10_000, features: 784, values: mnist.testImages, scale },
    y: { kind: "classes", values: mnist.testLabels },
  };
  const { accuracy } = await trainer.evaluate(test);
  return Math.round((accuracy as number) * 10_000);
}

for (const precision of ["float32", "float64"] as const) {
  testWith("network", `gets 9789 of 10,000 right with pixels / 255, in ${precision}`, async (data) => {
    expect(await countRight(data, precision, 1 / 255)).toBe(9789);
  });
  testWith("network", `gets 9790 of 10,000 right with pixels / 256, in ${precision}`, async (data) => {
    expect(await countRight(data, precision, 1 / 256)).toBe(9790);
  });
}
