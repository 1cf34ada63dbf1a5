/** What holds of every kind of layer, wherever it may stand: the samples are those of `test/every-layer.ts`. */
import { describe, expect, test } from "vitest";
import { everyLayer, everyRefusal } from "../../test/every-layer.ts";
import { expectClose } from "../../test/expect-close.ts";
import { expectSameReports } from "../../test/expect-same-reports.ts";
import { everyWasmBackend } from "../../test/wasm-backends.ts";
import {
  checkGradients,
  createTrainer,
  type Dataset,
  defineModel,
  type ModelInput,
  type NamedTensor,
  restoreTrainer,
} from "../index.ts";
import { featuresOf, outputsOf } from "../model/layout.ts";
import { createNormalSource } from "../random/normal.ts";
import { createStream } from "../random/stream.ts";
import { createReferenceBackend } from "../reference/backend.ts";
import { layerKinds } from "./layers.ts";

const ROWS = 13;
const reference = createReferenceBackend("float32");
const backends = [reference, ...(await everyWasmBackend())];

function drawData(model: ModelInput, seed: number): Dataset {
  const normal = createNormalSource(createStream(seed, "data"));
  const spec = defineModel(model);
  const [features, columns] = [featuresOf(spec), outputsOf(spec)];
  const draw = (count: number): Float32Array => Float32Array.from({ length: ROWS * count }, normal);
  return {
    x: { kind: "dense", rows: ROWS, features, values: draw(features), scale: 1 },
    y: { kind: "values", columns, values: draw(columns) },
  };
}

function ofSample(tensors: readonly NamedTensor[]): NamedTensor[] {
  return tensors.filter(({ name }) => name.startsWith("sample."));
}

test("there is a sample of every kind", () => {
  expect([...new Set(everyLayer.map(({ kind }) => kind))]).toEqual(Object.keys(layerKinds));
});

test.each(everyRefusal)("$kind refuses rows of $input with the fix", ({ spec, input, says }) => {
  expect(() => layerKinds[spec.kind].outputShape(spec, input, "layers[0]")).toThrow(`layers[0]${says}`);
});

describe.each(everyLayer)("$kind, $place", ({ kind, model, spec, input }) => {
  const data = drawData(model, 1);

  test("gradients are those of central differences", () => {
    for (const seed of [0, 1]) expect(checkGradients(model, { seed })).toMatchObject({ ok: true });
  });

  test("its tensors are known by name, and are all that it needs", async () => {
    using trained = await createTrainer({ model, optimizer: "adam", seed: 1, backend: reference });
    await trained.fit(data, { epochs: 2, batchSize: 4 });
    const tensors = layerKinds[kind].tensors(spec, input);
    const weights = trained.weights();
    expect(ofSample(weights).map(({ name, shape }) => [name, shape])).toEqual(
      tensors.map(({ role, shape }) => [`sample.${role}`, shape]),
    );
    using other = await createTrainer({ model, optimizer: "sgd", seed: 2, backend: reference });
    other.setWeights(weights);
    expect(other.weights()).toEqual(weights);
    expect(await other.predict(data.x)).toEqual(await trained.predict(data.x));
  });

  test("training changes what is trained, on every executor to the same numbers but for rounding", async () => {
    const trained = layerKinds[kind].tensors(spec, input).flatMap((of) => (of.trained ? [`sample.${of.role}`] : []));
    const figures = [];
    for (const backend of backends) {
      using trainer = await createTrainer({ model, optimizer: "sgd", seed: 1, backend });
      const before = ofSample(trainer.weights());
      await trainer.fit(data, { epochs: 2, batchSize: 4 });
      const after = ofSample(trainer.weights());
      for (const [i, { name, values }] of after.entries()) {
        if (trained.includes(name)) expect(values).not.toEqual(before[i].values);
      }
      figures.push(await trainer.predict(data.x));
    }
    for (const given of figures) expectClose(given, figures[0], { abs: 1e-5, rel: 1e-5 });
  });

  describe.each(backends)("$name", (backend) => {
    test("goes on from a checkpoint to the same bits", async () => {
      const options = { batchSize: 4, validation: data, doctor: true };
      using through = await createTrainer({ model, optimizer: "adam", seed: 3, backend });
      const reports = await through.fit(data, { ...options, epochs: 3 });
      using stopped = await createTrainer({ model, optimizer: "adam", seed: 3, backend });
      const early = await stopped.fit(data, { ...options, epochs: 1 });
      using resumed = await restoreTrainer(stopped.checkpoint(), { backend });
      const late = await resumed.fit(data, { ...options, epochs: 3, earlier: early });
      expectSameReports(early, late, reports);
      expect(resumed.weights()).toEqual(through.weights());
    });

    test("evaluation draws nothing, changes nothing, and is the loss of what is predicted", async () => {
      using trainer = await createTrainer({ model, optimizer: "adam", seed: 4, backend });
      await trainer.fit(data, { epochs: 1, batchSize: 4 });
      const before = trainer.checkpoint();
      const predicted = await trainer.predict(data.x);
      const { loss } = await trainer.evaluate(data);
      expect(await trainer.predict(data.x)).toEqual(predicted);
      expect((await trainer.evaluate(data)).loss).toBe(loss);
      expect(trainer.checkpoint()).toEqual(before);
      // which has nothing of what was drawn for the last step
      using again = await restoreTrainer(before, { backend });
      expect(await again.predict(data.x)).toEqual(predicted);
      const { values } = data.y as { values: Float32Array };
      const squares = values.reduce((sum, target, i) => sum + (predicted[i] - target) ** 2, 0);
      expectClose(loss, squares / values.length, { rel: 1e-5 });
    });
  });
});
