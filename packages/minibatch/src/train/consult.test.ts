/** What the doctor says at the end of a fit; how well it says it is measured by the suite in minibatch-data. */
import { describe, expect, test } from "vitest";
import {
  applyChange,
  createTrainer,
  type Dataset,
  DivergedError,
  type FindingKind,
  type ModelInput,
  restoreTrainer,
  type TrainerOptions,
} from "../index.ts";

const ROWS = 240;

/** Two classes on either side of a circle, drawn without chance. */
function drawRows(scale = 1): Dataset {
  const values = new Float32Array(2 * ROWS);
  const labels = new Uint8Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    const [a, b] = [((i * 37) % 101) / 50 - 1, ((i * 53) % 97) / 48 - 1];
    values.set([a * scale, b * scale], 2 * i);
    labels[i] = a * a + b * b < 0.6 ? 1 : 0;
  }
  return {
    x: { kind: "dense", rows: ROWS, features: 2, values, scale: 1 },
    y: { kind: "classes", values: labels },
  };
}

const model = (hidden: object = {}): ModelInput => ({
  inputs: 2,
  layers: [
    { kind: "dense", units: 16, activation: "tanh", ...hidden },
    { kind: "dense", units: 2 },
  ] as ModelInput["layers"],
  loss: "softmax-cross-entropy",
});

const optimizer = { kind: "adam", learningRate: 0.02 } as const;

async function kindsOf(options: TrainerOptions, train = drawRows(), epochs = 30): Promise<readonly FindingKind[]> {
  using trainer = await createTrainer(options);
  const reports = await trainer.fit(train, { epochs, doctor: true, validation: train });
  for (const { findings } of reports.slice(0, -1)) expect(findings).toEqual([]);
  return (reports.at(-1)?.findings ?? []).map(({ kind }) => kind);
}

describe("findings", () => {
  test("a healthy training has none, and the doctor does not change it", async () => {
    expect(await kindsOf({ model: model(), optimizer })).toEqual([]);
    using alone = await createTrainer({ model: model(), optimizer });
    using watched = await createTrainer({ model: model(), optimizer });
    await alone.fit(drawRows(), { epochs: 2 });
    await watched.fit(drawRows(), { epochs: 2, doctor: true });
    expect(watched.weights()).toEqual(alone.weights());
  });

  test.each([
    ["equal-units", model({ weights: { kind: "constant", value: 0 } })],
    ["missing-activation", model({ activation: "linear" })],
    ["saturated-units", model({ weights: { kind: "normal", sd: 30 } })],
    ["dead-units", model({ activation: "relu", biases: { kind: "constant", value: -9 } })],
  ] as const)("%s", async (kind, sick) => {
    const layers =
      kind === "equal-units" ? [...sick.layers.slice(0, 1), { ...sick.layers[1], weights: "zeros" }] : sick.layers;
    const found = await kindsOf({ model: { ...sick, layers } as ModelInput, optimizer });
    expect(found[0]).toBe(kind);
  });

  test("inputs in thousands", async () => {
    expect(await kindsOf({ model: model(), optimizer }, drawRows(1000))).toEqual(["unscaled-inputs"]);
  });

  test("a normalization that divides by its epsilon", async () => {
    const layers = [
      { kind: "dense", units: 16, activation: "tanh", weights: { kind: "normal", sd: 0.0001 } },
      { kind: "batch-norm", epsilon: 0.001 },
      { kind: "dense", units: 2 },
    ] as ModelInput["layers"];
    const slow = { kind: "sgd", learningRate: 0.00001 } as const;
    const kinds = await kindsOf({ model: { ...model(), layers }, optimizer: slow });
    expect(kinds).toEqual(["vanishing-variance"]);
    expect(
      await kindsOf({
        model: {
          ...model(),
          layers: [{ ...layers[0], weights: "glorot-uniform" }, ...layers.slice(1)] as ModelInput["layers"],
        },
        optimizer,
      }),
    ).not.toContain("vanishing-variance");
  });

  test("rows that are never shuffled and come class by class", async () => {
    const { x, y } = drawRows();
    const labels = Int32Array.from((y as { readonly values: Uint8Array }).values).sort();
    using trainer = await createTrainer({ model: model(), optimizer });
    const options = { epochs: 2, batchSize: 8, shuffle: false, doctor: true } as const;
    const [, last] = await trainer.fit({ x, y: { kind: "classes", values: labels } }, options);
    expect(last?.findings.map(({ kind }) => kind)).toEqual(["unshuffled-rows"]);
    expect(last?.findings[0]?.advices[0]?.change).toEqual({ "training.shuffle": true });
  });

  test("a rate that diverges is told by the error, with a rate that can be used", async () => {
    const numbers: Dataset = {
      x: drawRows().x,
      y: { kind: "values", columns: 1, values: new Float32Array(ROWS).fill(1) },
    };
    const spec = {
      model: {
        inputs: 2,
        layers: [
          { kind: "dense", units: 8, activation: "relu" },
          { kind: "dense", units: 1 },
        ],
        loss: "mean-squared-error",
      },
      optimizer: { kind: "sgd", learningRate: 1e6 },
    } as const;
    using trainer = await createTrainer({ ...spec, model: { ...spec.model, layers: [...spec.model.layers] } });
    const failed = await trainer.fit(numbers, { epochs: 50, doctor: true }).catch((error: unknown) => error);
    if (!(failed instanceof DivergedError)) throw new Error("it went well");
    expect(failed.findings.map(({ kind }) => kind)).toEqual(["rate-too-high"]);
    const { optimizer: slower } = applyChange(spec, failed.findings[0]?.advices[0]?.change ?? {});
    expect(slower.learningRate).toBeLessThan(1);
  });

  test("a fit that goes on says what the whole one says, given the reports before", async () => {
    const options = { doctor: true, validation: drawRows() } as const;
    const slow = { model: model(), optimizer: { kind: "adam", learningRate: 1e-6 } } as const;
    using whole = await createTrainer(slow);
    const expected = (await whole.fit(drawRows(), { ...options, epochs: 8 })).at(-1)?.findings;
    expect(expected?.map(({ kind }) => kind)).toEqual(["rate-too-low"]);
    using first = await createTrainer(slow);
    const earlier = await first.fit(drawRows(), { ...options, epochs: 5 });
    using second = await restoreTrainer(first.checkpoint());
    const reports = await second.fit(drawRows(), { ...options, epochs: 8, earlier });
    expect(reports.at(-1)?.findings).toEqual(expected);
  });
});
