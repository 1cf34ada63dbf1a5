/** What the doctor sees of convolutions, activations by themselves and blocks, and what it advises. */
import { expect, test } from "vitest";
import { applyChange } from "../src/diagnosis/apply-change.ts";
import type { Finding } from "../src/diagnosis/finding.ts";
import { measureData } from "../src/diagnosis/measure-data.ts";
import "../src/every-kind.ts";
import type { Dataset } from "../src/data/dataset.ts";
import type { LayerInput, ModelInput } from "../src/model/define-model.ts";
import { createTrainer } from "../src/train/create-trainer.ts";

const SIDE = 4;

/** Pictures whose brighter half is their class, times `factor`; `constant` makes a second channel. */
function pictures(rows: number, { factor = 1, constant = null as number | null } = {}): Dataset {
  const channels = constant === null ? 1 : 2;
  const values = new Float32Array(rows * SIDE * SIDE * channels).fill(constant ?? 0);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < SIDE * SIDE; at++) {
      const isBright = at < (SIDE * SIDE) / 2 === (row % 2 === 0);
      values[(row * SIDE * SIDE + at) * channels] = factor * ((isBright ? 0.7 : 0.2) + ((row * 7 + at * 3) % 11) / 50);
    }
  }
  const labels = Int32Array.from({ length: rows }, (_, row) => row % 2);
  const features = SIDE * SIDE * channels;
  return { x: { kind: "dense", rows, features, values, scale: 1 }, y: { kind: "classes", values: labels } };
}

function onPictures(layers: readonly object[], channels = 1): ModelInput {
  const last = [{ kind: "flatten" }, { kind: "dense", units: 2 }];
  return {
    inputs: [SIDE, SIDE, channels],
    layers: [...layers, ...last] as LayerInput[],
    loss: "softmax-cross-entropy",
  };
}

const conv = (options: object = {}): object => ({ kind: "conv2d", filters: 3, kernel: 3, padding: "same", ...options });
const relu = { kind: "activation", activation: "relu" };
const shut = { biases: { kind: "constant", value: -9 } };

async function ask(model: ModelInput, train: Dataset = pictures(40), { epochs = 3, batchSize = 8 } = {}) {
  using trainer = await createTrainer({ model, optimizer: { kind: "adam", learningRate: 0.01 }, seed: 3 });
  const options = { epochs, batchSize, validation: train, evaluateTrain: true, doctor: true };
  const reports = await trainer.fit(train, options);
  const last = reports[reports.length - 1]!;
  return { health: last.health, findings: last.findings, find: (kind: Finding["kind"]) => find(last.findings, kind) };
}

function find(findings: readonly Finding[], kind: Finding["kind"]): Finding | undefined {
  return findings.find((finding) => finding.kind === kind);
}

test("channels that are shut before an activation by itself are told by the activation's name", async () => {
  const { health, find } = await ask(onPictures([conv(shut), { ...relu, name: "gate" }]));
  expect(health.find(({ layer }) => layer === "gate")).toMatchObject({
    ...{ deadUnits: 1, saturation: null, meanActivation: 0, gradientNorm: null, updateRatio: null },
  });
  const finding = find("dead-units");
  expect(finding).toMatchObject({ layer: "gate", epoch: 0 });
  expect(finding?.says).toContain("100% of gate's channels");
  expect(finding?.advices[0]?.change).toEqual({ "model.layers[0].biases": "zeros" });
  expect(finding?.advices[1]?.change).toEqual({ "model.layers[1].activation": "leaky-relu" });
});

test("a block's sum is looked at after its activation, by channels, and so are layers within", async () => {
  const block = {
    kind: "residual",
    name: "block",
    activation: "relu",
    layers: [conv({ activation: "relu", ...shut })],
  };
  const { health, find } = await ask(onPictures([conv(), { ...block, name: "block" }]));
  expect(health.map(({ layer }) => layer)).toEqual(["layer1", "block-1", "block", "layer4"]);
  expect(health[2]).toMatchObject({ gradientNorm: null, updateRatio: null });
  expect(find("dead-units")).toMatchObject({ layer: "block-1" });
  expect(find("dead-units")?.advices[0]?.change).toEqual({ "model.layers[1].layers[0].biases": "zeros" });
});

test.each([
  ["next to each other", [conv(), conv({ activation: "relu" })], "layer1"],
  ["with a normalization between", [conv(), { kind: "batch-norm" }, conv({ activation: "relu" })], "layer1"],
  ["with pooling between", [conv(), { kind: "max-pool2d", pool: 2 }, conv({ activation: "relu" })], "layer1"],
  ["within a block", [conv({ activation: "relu" }), { kind: "residual", name: "b", layers: [conv(), conv()] }], "b-1"],
  ["whose activation comes after pooling", [conv(), { kind: "max-pool2d", pool: 2 }, relu], null],
  ["of which one is by channels", [conv({ groups: "depthwise", filters: 1 }), conv({ activation: "relu" })], null],
])("convolutions %s: which one has no activation", async (_, layers, name) => {
  const { find } = await ask(onPictures(layers), undefined, { epochs: 1 });
  expect(find("missing-activation")?.layer ?? null).toBe(name);
});

test("a channel that is always the same number is nothing to be divided by", async () => {
  const model = onPictures([{ kind: "batch-norm" }, conv({ activation: "relu" })], 2);
  const { find } = await ask(model, pictures(40, { constant: 30 }));
  expect(find("vanishing-variance")).toMatchObject({ layer: "layer1", because: { constant: 0.5 } });
  expect(find("vanishing-variance")?.advices[0]?.change).toEqual({ "model.layers[0].momentum": 0.9 });
  const black = await ask(model, pictures(40, { constant: 0 }));
  expect(black.find("vanishing-variance")).toBeUndefined();
});

test("moving statistics that are far from what was trained by are told, and follow sooner as advised", async () => {
  const model = onPictures([conv({ biases: { kind: "constant", value: 5 } }), { kind: "batch-norm" }, relu]);
  const lagging = (await ask(model, undefined, { epochs: 12 })).find("lagging-statistics");
  expect(lagging).toMatchObject({ layer: "layer2", advices: [{ change: { "model.layers[1].momentum": 0.9 } }, {}] });
  const cured = await ask(applyChange({ model }, lagging!.advices[0]!.change).model, undefined, { epochs: 12 });
  expect(cured.find("lagging-statistics")).toBeUndefined();
});

test("unscaled pictures: a normalization before the first layer, unless a batch has one row", async () => {
  const model = onPictures([conv({ activation: "relu" })]);
  const finding = (await ask(model, pictures(40, { factor: 200 }))).find("unscaled-inputs");
  expect(finding?.advices.map(({ change }) => Object.keys(change))).toEqual([["model.layers"], ["preprocessing"]]);
  const changed = applyChange({ model }, finding!.advices[0]!.change).model;
  expect(changed.layers[0]).toMatchObject({ kind: "batch-norm", momentum: 0.9 });
  expect(changed.layers).toHaveLength(model.layers.length + 1);
  expect((await ask(changed, pictures(40, { factor: 200 }))).find("unscaled-inputs")).toBeUndefined();
  const alone = (await ask(model, pictures(41, { factor: 200 }))).find("unscaled-inputs");
  expect(alone?.advices.map(({ change }) => change)).toEqual([{ preprocessing: "auto" }]);
});

test("nearest rows tell whether inputs know of classes", () => {
  const { x, y } = pictures(60);
  expect(measureData({ x, y }, 2).neighbours).toEqual({ rows: 60, sameClass: 1 });
  const every = {
    kind: "classes",
    values: Int32Array.from({ length: 60 }, (_, row) => Math.floor(row / 2) % 2),
  } as const;
  expect(measureData({ x, y: every }, 2).neighbours?.sameClass).toBeLessThan(0.75);
  expect(measureData({ x, y: { kind: "values", columns: 1, values: new Float32Array(60) } }, 1).neighbours).toBeNull();
});
