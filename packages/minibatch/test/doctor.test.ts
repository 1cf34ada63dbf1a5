/** The doctor on networks whose illness is known, and penalties and dropout against numbers worked out by hand. */
import { describe, expect, test } from "vitest";
import type { LayerInput, ModelInput } from "../src/model/define-model.ts";
import { createTrainer } from "../src/train/create-trainer.ts";
import type { LayerHealth } from "../src/train/doctor.ts";
import { expectClose } from "./expect-close.ts";
import { denseRows, targets } from "./toy-data.ts";

/** Inputs 1 and 2, both to become 0. */
const two = { x: denseRows(1, [1, 2]), y: targets(1, [0, 0]) };

/**
 * One epoch of one batch of both rows through 1 - units - 1 with these weights; the hidden layer's and the output's
 * health.
 */
async function examine(hidden: LayerInput, weights: readonly number[], biases: readonly number[], rate: number) {
  const model: ModelInput = { inputs: 1, layers: [hidden, { kind: "dense", units: 1 }], loss: "mean-squared-error" };
  const trainer = await createTrainer({ model, optimizer: { kind: "sgd", learningRate: rate }, precision: "float64" });
  trainer.setWeights([
    { name: "layer1.weights", values: Float64Array.from(weights) },
    { name: "layer1.biases", values: Float64Array.from(biases) },
    { name: "layer2.weights", values: new Float64Array(weights.length).fill(1) },
  ]);
  const [report] = await trainer.fit(two, { epochs: 1, batchSize: 2, doctor: true });
  trainer.dispose();
  return report.health as readonly [LayerHealth, LayerHealth];
}

describe("the doctor", () => {
  test("a sigmoid's output is saturated outside .01 to .99, a tanh's beyond .99", async () => {
    // z of both rows; sigmoid(4.5) = .989, sigmoid(4.7) = .991; tanh(2.6) = .989, tanh(2.7) = .991
    const biases = [4.5, 4.7, -4.5, -4.7];
    const [sigmoid] = await examine({ kind: "dense", units: 4, activation: "sigmoid" }, [0, 0, 0, 0], biases, 0);
    expect(sigmoid.saturation).toBe(0.5);
    const [tanh] = await examine(
      { kind: "dense", units: 4, activation: "tanh" },
      [0, 0, 0, 0],
      [2.6, 2.7, -2.6, -2.7],
      0,
    );
    expect(tanh.saturation).toBe(0.5);
  });

  test.each([
    [999, 0],
    [1000, 0.5],
  ])("looks at the first 1,000 rows: a unit that only row %i wakes leaves %d dead", async (row, dead) => {
    const values = new Array(1002).fill(-1);
    values[row] = 1;
    const trainer = await createTrainer({
      model: {
        inputs: 1,
        layers: [
          { kind: "dense", units: 2, activation: "relu" },
          { kind: "dense", units: 1 },
        ],
        loss: "mean-squared-error",
      },
      optimizer: { kind: "sgd", learningRate: 0 },
    });
    trainer.setWeights([{ name: "layer1.weights", values: Float32Array.of(1, -1) }]);
    const data = { x: denseRows(1, values), y: targets(1, new Array(1002).fill(0)) };
    const [report] = await trainer.fit(data, { epochs: 1, doctor: true });
    expect(report.health[0].deadUnits).toBe(dead);
    trainer.dispose();
  });

  test("counts dead ReLU units and takes the mean of the outputs", async () => {
    // units: x, -x (dead), x - 1.5 (alive on one row), -1 (dead); outputs 1, 0, 0, 0 and 2, 0, .5, 0
    const [hidden, output] = await examine(
      { kind: "dense", units: 4, activation: "relu" },
      [1, -1, 1, 0],
      [0, 0, -1.5, -1],
      0,
    );
    expect(hidden).toMatchObject({ layer: "layer1", deadUnits: 0.5, saturation: null });
    expectClose(hidden.meanActivation, 3.5 / 8, { rel: 1e-15 });
    expect(output).toMatchObject({ layer: "layer2", deadUnits: null, saturation: null });
    expectClose(output.meanActivation, (1 + 2.5) / 2, { rel: 1e-15 });
  });

  test("counts saturated tanh and sigmoid outputs", async () => {
    // tanh(2.6) = .98903, tanh(2.7) = .99101: unit 1 saturates on row 2 only, unit 2 on both, unit 3 never, unit 4
    // (negative) on both
    const [tanh] = await examine(
      { kind: "dense", units: 4, activation: "tanh" },
      [1.35, 10, 0.1, -10],
      [0, 0, 0, 0],
      0,
    );
    expect(tanh.saturation).toBe(5 / 8);
    // sigmoid(4.5) = .989, sigmoid(4.7) = .991
    const [sigmoid] = await examine({ kind: "dense", units: 2, activation: "sigmoid" }, [2.35, -2.35], [0, 0], 0);
    expect(sigmoid.saturation).toBe(2 / 4);
  });

  test("gives the gradient's norm and the update over the weights", async () => {
    // y = x(3 + 4): outputs 7 and 14; L = (49 + 196) / 2; dL/dy = 7, 14; dL/dh = the same for both units;
    // dL/dw1 = 7 + 28 = 35 each; dL/dw2 = 7 * 3 + 14 * 6 = 105 and 140
    const [hidden, output] = await examine({ kind: "dense", units: 2 }, [3, 4], [0, 0], 0.001);
    expectClose(hidden.gradientNorm as number, 35 * Math.SQRT2, { rel: 1e-12 });
    expectClose(output.gradientNorm as number, 175, { rel: 1e-12 });
    expectClose(hidden.updateRatio as number, (0.035 * Math.SQRT2) / Math.hypot(2.965, 3.965), { rel: 1e-9 });
    expectClose(output.updateRatio as number, 0.175 / Math.hypot(0.895, 0.86), { rel: 1e-9 });
  });

  test("looks at the first 1,000 rows only", async () => {
    const rows = 1500;
    const model: ModelInput = {
      inputs: 1,
      layers: [
        { kind: "dense", units: 1, activation: "relu", weights: "ones" },
        { kind: "dense", units: 1 },
      ],
      loss: "mean-squared-error",
    };
    const trainer = await createTrainer({ model, optimizer: { kind: "sgd", learningRate: 0 } });
    const x = denseRows(
      1,
      Array.from({ length: rows }, (_, i) => (i < 1000 ? -1 : 1)),
    );
    const y = targets(1, new Array(rows).fill(0));
    const [{ health }] = await trainer.fit({ x, y }, { epochs: 1, batchSize: 500, doctor: true });
    expect(health[0]).toMatchObject({ deadUnits: 1, meanActivation: 0 });
    trainer.dispose();
  });
});

describe("penalties", () => {
  test("l1 and l2 add to the batch's loss and to the gradient, as worked out by hand, and not to an evaluation", async () => {
    const model: ModelInput = {
      inputs: 2,
      layers: [{ kind: "dense", units: 1, regularizer: { l1: 0.1, l2: 0.01 } }],
      loss: "mean-squared-error",
    };
    const trainer = await createTrainer({ model, optimizer: { kind: "sgd", learningRate: 1 }, precision: "float64" });
    trainer.setWeights([
      { name: "layer1.weights", values: Float64Array.of(2, -3) },
      { name: "layer1.biases", values: Float64Array.of(5) },
    ]);
    // y = 2 - 3 + 5 = 4, target 4: the data's loss and gradient are 0
    const data = { x: denseRows(2, [1, 1]), y: targets(1, [4]) };
    expect((await trainer.evaluate(data)).loss).toBe(0);
    expectClose(trainer.step(data), 0.1 * (2 + 3) + 0.01 * (4 + 9), { rel: 1e-14 });
    // w -= l1 sign(w) + 2 l2 w; biases are not penalized
    const [weights, biases] = trainer.weights();
    expectClose(weights.values, [2 - 0.1 - 0.04, -3 + 0.1 + 0.06], { rel: 1e-14 });
    expectClose(biases.values, [5], {});
    trainer.dispose();
  });
});

describe("dropout", () => {
  const WIDTH = 500;
  const ROWS = 40;
  const RATE = 0.3;
  /** Two dropout layers in a row over ones, summed up by weights of one: what survives is seen in the loss. */
  const model: ModelInput = {
    inputs: WIDTH,
    layers: [
      { kind: "dropout", rate: RATE },
      { kind: "dense", units: 1, weights: { kind: "constant", value: 1 / WIDTH } },
    ],
    loss: "mean-squared-error",
  };
  const ones = { x: denseRows(WIDTH, new Array(WIDTH * ROWS).fill(1)), y: targets(1, new Array(ROWS).fill(0)) };
  const still = { kind: "sgd", learningRate: 0 } as const;

  test("keeps the mean while training: the mean of squares is 1 + r / ((1 - r) width), within 6 standard errors", async () => {
    const trainer = await createTrainer({ model, optimizer: still });
    let sum = 0;
    const steps = 50;
    for (let i = 0; i < steps; i++) sum += trainer.step(ones);
    // y = mean of `width` masks of mean 1 and variance v = r / (1 - r); E y^2 = 1 + v / width, sd of y^2 about 2 sd of
    // y
    const variance = RATE / (1 - RATE) / WIDTH;
    expectClose(sum / steps, 1 + variance, { abs: (6 * 2 * Math.sqrt(variance)) / Math.sqrt(steps * ROWS) });
    trainer.dispose();
  });

  test("is off in evaluation and prediction", async () => {
    const trainer = await createTrainer({ model, optimizer: still });
    expectClose((await trainer.evaluate(ones)).loss, 1, { abs: 5e-5 });
    expectClose(await trainer.predict(ones.x), new Array(ROWS).fill(1), { abs: 5e-5 });
    trainer.dispose();
  });

  test("draws masks that differ by step and by seed, and are the same for the same seed and step", async () => {
    const losses = async (seed: number): Promise<number[]> => {
      const trainer = await createTrainer({ model, optimizer: still, seed });
      const seen = [trainer.step(ones), trainer.step(ones), trainer.step(ones)];
      trainer.dispose();
      return seen;
    };
    const first = await losses(1);
    expect(await losses(1)).toEqual(first);
    expect(new Set([...first, ...(await losses(2))]).size).toBe(6);
  });

  test("draws another mask for each layer", async () => {
    // were the two masks one, an input would survive both with probability 1 - r and count 1 / (1 - r)^2
    const layers: LayerInput[] = [{ kind: "dropout", rate: RATE }, ...model.layers];
    const trainer = await createTrainer({ model: { ...model, layers }, optimizer: still });
    expectClose(Math.sqrt(trainer.step(ones)), 1, { abs: 0.02 });
    trainer.dispose();
  });

  test("a rate of 0 changes nothing", async () => {
    const layers: LayerInput[] = [{ kind: "dropout", rate: 0 }, model.layers[1]];
    const trainer = await createTrainer({ model: { ...model, layers }, optimizer: still });
    expectClose(trainer.step(ones), 1, { abs: 5e-5 });
    trainer.dispose();
  });
});
