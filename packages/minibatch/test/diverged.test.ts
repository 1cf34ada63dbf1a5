/** A training that diverges says where, when and why, at the first step that shows it; no report ever has a NaN. */
import { describe, expect, test } from "vitest";
import type { ModelInput } from "../src/model/define-model.ts";
import { createTrainer, restoreTrainer } from "../src/train/create-trainer.ts";
import { DivergedError } from "../src/train/diverged-error.ts";
import type { EpochReport, FitOptions } from "../src/train/fit-options.ts";
import type { Trainer } from "../src/train/trainer.ts";
import type { NamedTensor } from "../src/train/weights.ts";
import { denseRows, drawBlobs, targets } from "./toy-data.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const deep: ModelInput = {
  inputs: 4,
  layers: [
    { kind: "dense", name: "first", units: 16, activation: "relu" },
    { kind: "dense", name: "second", units: 16, activation: "relu" },
    { kind: "dense", name: "output", units: 3 },
  ],
  loss: "softmax-cross-entropy",
};
const line: ModelInput = { inputs: 1, layers: [{ kind: "dense", units: 1 }], loss: "mean-squared-error" };

async function failure(run: Promise<unknown>): Promise<DivergedError> {
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DivergedError);
  return error as DivergedError;
}

function everyNumber(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(everyNumber) : [];
}

/** Trains, expecting it to diverge; every report and step report that came before holds finite numbers only. */
async function diverge(
  trainer: Trainer,
  data: ReturnType<typeof drawBlobs>,
  options: FitOptions,
): Promise<DivergedError> {
  const reports: unknown[] = [];
  const onEpoch = (report: EpochReport): void => void reports.push(report);
  const error = await failure(
    trainer.fit(data, { ...options, onEpoch, onStep: (report) => void reports.push(report) }),
  );
  expect(everyNumber(reports).filter((number) => !Number.isFinite(number))).toEqual([]);
  return error;
}

describe("a diverged run", async () => {
  for (const backend of await everyWasmBackend()) {
    test(`${backend.name}: ReLU at a rate of 1e6 names layer, tensor, step, rate and cause, one step after the last finite loss`, async () => {
      const trainer = await createTrainer({ backend, model: deep, optimizer: { kind: "sgd", learningRate: 1e6 } });
      let lastFinite = 0;
      const error = await failure(
        trainer.fit(drawBlobs(64, 4, 3, 1), {
          epochs: 50,
          batchSize: 16,
          validation: drawBlobs(20, 4, 3, 2),
          onStep: ({ step }) => {
            lastFinite = step;
          },
        }),
      );
      expect(lastFinite).toBeGreaterThan(0);
      expect([lastFinite, lastFinite + 1]).toContain(error.step);
      expect(error.learningRate).toBe(1e6);
      expect(["first", "second", "output"]).toContain(error.layer);
      expect(error.message).toMatch(
        /^Training stopped at step \d+: the (weights|biases|output|weight gradient|bias gradient) of \w+ is -?(NaN|Infinity) at index \d+ \(learning rate 1000000\); most likely .*(lower the learning rate|clip)/,
      );
      expect(error.message).not.toContain("\n");
      trainer.dispose();
    });
  }

  test("an output beyond float32 is named as such, at the step that made it", async () => {
    const trainer = await createTrainer({ model: line, optimizer: { kind: "sgd", learningRate: 0 } });
    trainer.setWeights([{ name: "layer1.weights", values: Float32Array.of(1e38) }]);
    const error = await failure(
      trainer.fit({ x: denseRows(1, [1, 10]), y: targets(1, [0, 0]) }, { epochs: 1, batchSize: 1, shuffle: false }),
    );
    // the first row's output is finite, and the square of its error in float64; the second row's output is not
    expect(error).toMatchObject({ layer: "layer1", tensor: "output", step: 2, learningRate: 0 });
  });

  test("weights that the very last update broke end the run too", async () => {
    const trainer = await createTrainer({ model: line, optimizer: { kind: "sgd", learningRate: 1 } });
    trainer.setWeights([{ name: "layer1.weights", values: Float32Array.of(3e38) }]);
    // the error is 3e38 and its square finite in float64, but the gradient, twice the error, is not in float32
    const error = await diverge(trainer, { x: denseRows(1, [1]), y: targets(1, [0]) }, { epochs: 1, batchSize: 1 });
    expect(error).toMatchObject({ layer: "layer1", tensor: "weights", step: 1, learningRate: 1 });
    expect(error.message).toContain("the last updates were too large");
  });

  test("a validation row that overflows ends the run instead of a NaN in its report", async () => {
    const trainer = await createTrainer({ model: line, optimizer: { kind: "sgd", learningRate: 0 } });
    trainer.setWeights([{ name: "layer1.weights", values: Float32Array.of(3e38) }]);
    const train = { x: denseRows(1, [0, 0]), y: targets(1, [0, 0]) };
    const error = await diverge(trainer, train, {
      epochs: 2,
      batchSize: 2,
      validation: { x: denseRows(1, [1, 10]), y: targets(1, [0, 0]) },
    });
    expect(error).toMatchObject({ layer: "layer1", tensor: "output", step: 1 });
    expect(error.message).toContain("is Infinity at index 1");
  });

  test("whatever the rate, no report of losses, figures or health holds a NaN or an infinity", async () => {
    const data = drawBlobs(64, 4, 3, 1);
    for (const learningRate of [1e2, 1e4, 1e6, 1e12, 1e20, 1e30, 1e38]) {
      for (const kind of ["sgd", "adam"] as const) {
        const reports: unknown[] = [];
        const trainer = await createTrainer({ model: deep, optimizer: { kind, learningRate } });
        await trainer
          .fit(data, {
            epochs: 10,
            batchSize: 16,
            evaluateTrain: true,
            doctor: true,
            validation: drawBlobs(20, 4, 3, 2),
            onEpoch: (report) => void reports.push(report),
            onStep: (report) => void reports.push(report),
          })
          .catch((error: unknown) => expect(error).toBeInstanceOf(DivergedError));
        expect(everyNumber(reports).filter((number) => !Number.isFinite(number))).toEqual([]);
        expect(reports.length).toBeGreaterThan(0);
        trainer.dispose();
      }
    }
  });

  test("the trainer survives: it can be looked at, saved and restored as it is, and stops again at the same step", async () => {
    const data = drawBlobs(64, 4, 3, 1);
    const options: FitOptions = { epochs: 50, batchSize: 16 };
    const trainer = await createTrainer({ model: deep, optimizer: { kind: "sgd", learningRate: 1e6 } });
    const error = await diverge(trainer, data, options);
    const restored = await restoreTrainer(trainer.checkpoint());
    expect(restored.weights()).toEqual(trainer.weights());
    const again = await failure(restored.fit(data, options));
    expect(again.message).toBe(error.message);
    trainer.dispose();
    restored.dispose();
  });

  test.each([
    ["clipping", { kind: "sgd", learningRate: 1, clipValue: 1 }],
    ["the sign", { kind: "signsgd" }],
    ["the sign of a mean", { kind: "signsgd", momentum: 0.9 }],
  ] as const)("an infinite gradient is told even where %s would make a small step of it", async (_of, optimizer) => {
    const trainer = await createTrainer({ model: line, optimizer });
    trainer.setWeights([{ name: "layer1.weights", values: Float32Array.of(3e38) }]);
    const data = { x: denseRows(1, [1]), y: targets(1, [0]) };
    const error = await diverge(trainer, data, { epochs: 1, batchSize: 1 });
    expect(error).toMatchObject({ layer: "layer1", tensor: "weight gradient", step: 1 });
    trainer.dispose();
  });

  // the gradient is 2e30: its square is beyond float32, and the weight would stand still for good
  const frozen = { x: denseRows(1, [1e10]), y: targets(1, [0]) };

  test.each(["fit", "step"] as const)("%s: an optimizer's state that overflowed is told", async (method) => {
    const trainer = await createTrainer({ model: line, optimizer: "adam" });
    trainer.setWeights([{ name: "layer1.weights", values: Float32Array.of(1e10) }]);
    const error = await failure(
      (async () => (method === "fit" ? trainer.fit(frozen, { epochs: 1 }) : trainer.step(frozen)))(),
    );
    expect(error).toMatchObject({ layer: "layer1", tensor: "optimizer's meanSquare for the weights", step: 1 });
    expect(error.message).toMatch(/is Infinity at index 0 .* too large to be squared: clip it/);
    trainer.dispose();
  });

  test("a step tells the weights it broke, and nothing is measured or predicted with them", async () => {
    const trainer = await createTrainer({ model: line, optimizer: { kind: "sgd", learningRate: 1 } });
    trainer.setWeights([{ name: "layer1.weights", values: Float32Array.of(3e38) }]);
    const data = { x: denseRows(1, [1]), y: targets(1, [0]) };
    const error = await failure((async () => trainer.step(data))());
    expect(error).toMatchObject({ layer: "layer1", tensor: "weights", step: 1 });
    await expect(trainer.evaluate(data)).rejects.toThrow(
      /^Cannot evaluate: the weights of layer1 is -Infinity at index 0; set finite weights, or restore a checkpoint$/,
    );
    await expect(trainer.predict(data.x)).rejects.toThrow(/^Cannot predict: the weights of layer1 is -Infinity/);
    trainer.setWeights(["weights", "biases"].map((role) => ({ name: `layer1.${role}`, values: Float32Array.of(2) })));
    expect([...(await trainer.predict(data.x))]).toEqual([4]);
    trainer.dispose();
  });

  test("float64: weights whose squares overflow are no divergence", async () => {
    const trainer = await createTrainer({
      model: line,
      optimizer: { kind: "sgd", clipValue: 1 },
      precision: "float64",
    });
    trainer.setWeights([{ name: "layer1.weights", values: Float64Array.of(1e160) }]);
    const data = { x: denseRows(1, [0]), y: targets(1, [0]) };
    const [report] = await trainer.fit(data, { epochs: 1, doctor: true, validation: data });
    expect(report.validation?.loss).toBe(0);
    expect(trainer.weights()[0].values[0]).toBe(1e160);
    trainer.dispose();
  });

  test("float64: gradients whose squares overflow are clipped, in the midst of many steps as in one alone", async () => {
    const blobs = drawBlobs(40, 3, 2, 1);
    const { values } = denseRows(3, blobs.x.values as Float32Array);
    // the third step's rows, and the last but one's
    const huge = Float64Array.from(values, (v, i) => ([2, 8].includes(Math.floor(i / 12)) ? 1e170 * v : v));
    const data = { x: { ...denseRows(3, []), rows: 40, values: huge }, y: targets(1, new Array(40).fill(1)) };
    const model = { ...line, inputs: 3, layers: [{ ...line.layers[0], weights: "zeros" }] } as ModelInput;
    const outcomes: NamedTensor[][] = [];
    for (const way of ["at once", "one by one", "by hand"] as const) {
      const optimizer = { kind: "nadam", learningRate: 1e-190, clipValue: 1e-3 } as const;
      using trainer = await createTrainer({ model, optimizer, precision: "float64" });
      if (way === "by hand") {
        for (let row = 0; row < 40; row += 4) {
          trainer.step({
            x: { ...data.x, rows: 4, values: huge.slice(3 * row, 3 * row + 12) },
            y: targets(1, [1, 1, 1, 1]),
          });
        }
      } else {
        const onStep = way === "one by one" && { onStep: () => undefined };
        await trainer.fit(data, { epochs: 1, batchSize: 4, shuffle: false, ...onStep });
      }
      expect(trainer.stepCount).toBe(10);
      outcomes.push(trainer.weights());
    }
    expect(outcomes[0][0].values.every((weight) => weight !== 0)).toBe(true);
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[2]).toEqual(outcomes[0]);
  });

  test("float64: the cause does not speak of float32", async () => {
    const trainer = await createTrainer({ model: line, optimizer: "sgd", precision: "float64" });
    trainer.setWeights([{ name: "layer1.weights", values: Float64Array.of(1e200) }]);
    const data = { x: denseRows(1, [1]), y: targets(1, [0]) };
    const error = await failure(trainer.fit(data, { epochs: 1 }));
    expect(error.message).toMatch(/the value of the loss is Infinity .* past what float64 holds/);
    trainer.dispose();
  });
});

test.each([
  [1e6, "1000000"],
  [1e20, "1e+20"],
])("the rate %d is told as %s", (learningRate, told) => {
  const finding = { layer: "layer1", tensor: "output", value: Number.NaN, index: 0, cause: "lower it" };
  expect(new DivergedError(finding, 3, learningRate).message).toContain(`(learning rate ${told}); lower it`);
});
