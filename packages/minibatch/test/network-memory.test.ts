/** What a model asks of an executor's memory: all that its operations name, and no more. */
import { describe, expect, test } from "vitest";
import { defaultCapacity } from "../src/model/default-capacity.ts";
import { defineModel, type LayerInput } from "../src/model/define-model.ts";
import { type ModelPlan, planModel } from "../src/model/plan-model.ts";
import type { ModelSpec } from "../src/model/spec.ts";
import { defineOptimizer } from "../src/optimizers/define-optimizer.ts";
import { planOptimizer } from "../src/optimizers/plan-optimizer.ts";
import { type Operation, operandsOf } from "../src/plan/operation.ts";
import { sizeOf, type Tensor } from "../src/plan/tensor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { createTrainer } from "../src/train/create-trainer.ts";
import { Network } from "../src/train/network.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

function modelOf(inputs: number, layers: readonly LayerInput[]): ModelSpec {
  return defineModel({ inputs, layers, loss: "mean-squared-error" });
}

const model = modelOf(7, [
  { kind: "dense", units: 3, activation: "gelu", regularizer: { l2: 0.1 } },
  { kind: "dropout", rate: 0.5 },
  { kind: "dense", units: 2, activation: "relu" },
]);

/** Every list of operations that a training of the model runs. */
function allOperations(plan: ModelPlan, update: readonly Operation[]): readonly (readonly Operation[])[] {
  return [false, true].flatMap((looks) => [
    plan.evaluation(false),
    plan.gradient(false),
    plan.step(false, update, looks),
  ]);
}

const names = (tensors: readonly Tensor[]): string[] => [...new Set(tensors.map(({ name }) => name))].sort();

describe("memory", () => {
  test("what the plans name is all that every operation works on, in every executor", async () => {
    const plan = planModel(model);
    const { parameters, gradients } = plan;
    const optimizer = planOptimizer(defineOptimizer({ kind: "sgd", momentum: 0.9, weightDecay: 0.1 }), {
      parameters,
      gradients,
      variables: [],
    });
    const tensors = [...plan.tensors, ...optimizer.tensors];
    const lists = allOperations(plan, optimizer.operations);
    for (const backend of [createReferenceBackend("float64"), ...(await everyWasmBackend())]) {
      const executor = backend.open({ tensors, capacity: 5 });
      for (const operations of lists) expect(await executor.compile(operations, 5, null).run(null, 1)).toBe(1);
      executor.dispose();
    }
  });

  test("nothing is named twice, and nothing that is not used", () => {
    const plan = planModel(model);
    const used = allOperations(plan, []).flat().flatMap(operandsOf);
    const wholes = used.map((tensor) => tensor.within?.whole ?? tensor);
    // a model with classes would use the labels
    const taken = plan.tensors.filter((tensor) => tensor !== plan.feed.labels);
    expect(names(taken)).toEqual(names(wholes));
    expect(new Set(plan.tensors.map(({ name }) => name)).size).toBe(plan.tensors.length);
    expect(plan.tensors.filter(({ within }) => within !== undefined)).toEqual([]);
  });

  test("nor where layers are called as other tensors are", () => {
    const others = ["input", "parameters", "gradients", "labels", "prediction", "loss", "coefficients", "optimizer"];
    const layers = [...others, "gradient", "sums", "square", "mean", "rate", "state"].map(
      (name) => ({ kind: "dense", name, units: 2, activation: "gelu", regularizer: { l2: 0.1 } }) as const,
    );
    const recipe = {
      model: modelOf(7, [...layers, { kind: "dropout", name: "mask", rate: 0.5 }, { kind: "dense", units: 2 }]),
      optimizer: defineOptimizer({ kind: "lamb", weightDecay: 0.1 }),
      seed: 1,
    };
    const backend = createReferenceBackend("float32");
    const named: string[] = [];
    const open: typeof backend.open = (space) => {
      named.push(...space.tensors.map(({ name }) => name));
      return backend.open(space);
    };
    const { plan } = new Network({ ...backend, open }, recipe, 1);
    named.push(...plan.modelTensors.flatMap(({ tensor: w, gradient: g }) => (g === null ? [] : [w.name, g.name])));
    expect(named.filter((name, i) => named.indexOf(name) !== i)).toEqual([]);
    expect(named.length).toBeGreaterThan(100);
  });

  test("no more is taken than is used, to the number", () => {
    const counts: Record<string, number> = {};
    for (const tensor of planModel(model).tensors) {
      const key = `${tensor.type} of each ${tensor.extent}`;
      counts[key] = (counts[key] ?? 0) + sizeOf(tensor);
    }
    expect(counts).toEqual({
      // parameters and gradients
      "float of each once": 2 * (7 * 3 + 3 + 3 * 2 + 2),
      // x; z, y and dy of gelu; y, dy and mask of dropout; y and dy of ReLU; targets and prediction
      "float of each row": 7 + 3 * 3 + 3 * 3 + 2 * 2 + 2 * 2,
      // labels
      "int of each row": 1,
      // the loss; two sums of the one layer with a penalty
      "double of each step": 1 + 2,
    });
  });

  test("a dropout in front has nothing to hand a gradient to: its mask and what it lets through", () => {
    const [first, second] = [{ kind: "dropout", rate: 0.5 } as const, { kind: "dense", units: 1 } as const];
    const inFront = planModel(modelOf(7, [first, second])).tensors.filter(({ name }) => name.startsWith("layer1 "));
    expect(names(inFront)).toEqual(["layer1 mask", "layer1 y"]);
    const plan = planModel(modelOf(7, [first, second]));
    expect(plan.gradient(false).map(({ kind }) => kind)).toEqual([
      "multiply",
      "dense",
      "mean-squared-error",
      "dense-gradient",
      "column-sums",
    ]);
    // nothing is dropped, so the input goes through as it is
    expect(plan.evaluation(false)[0]).toMatchObject({ kind: "dense", x: plan.feed.input });
  });

  test("thousands of layers have thousands of tensors", async () => {
    const layers = Array.from({ length: 3000 }, () => ({ kind: "dense", units: 1 }) as const);
    const trainer = await createTrainer({ model: modelOf(1, layers), optimizer: "adam", capacity: 1 });
    expect(trainer.weights().length).toBe(6000);
    trainer.dispose();
  });

  test("a million inputs fit, since a pass then takes fewer rows by default", async () => {
    const wide = modelOf(1_000_000, [{ kind: "dense", units: 1 }]);
    expect(defaultCapacity(wide)).toBe(4);
    expect(defaultCapacity(modelOf(784, [{ kind: "dense", units: 200 }]))).toBe(256);
    // four floats of each input and three of each unit: 131,072 are the 128th part of 64 MiB, one more is too many
    expect(defaultCapacity(modelOf(32_765, [{ kind: "dense", units: 4 }]))).toBe(128);
    expect(defaultCapacity(modelOf(32_765, [{ kind: "dense", units: 5 }]))).toBe(127);
    expect(defaultCapacity(modelOf(1e9, [{ kind: "dense", units: 1 }]))).toBe(1);
    // dropout has three of each number that it lets through: 7 x 18,724 and 3 are within the 128th part, 3 more are not
    const dropout = { kind: "dropout", rate: 0.5 } as const;
    expect(defaultCapacity(modelOf(18_724, [dropout, { kind: "dense", units: 1 }]))).toBe(128);
    expect(defaultCapacity(modelOf(18_724, [dropout, { kind: "dense", units: 2 }]))).toBe(127);
    const trainer = await createTrainer({ model: wide, optimizer: "sgd" });
    expect(trainer.weights()[0].values.length).toBe(1_000_000);
    trainer.dispose();
  });

  test("more than WebAssembly has is refused", async () => {
    const wide = modelOf(1_000_000, [{ kind: "dense", units: 1 }]);
    await expect(createTrainer({ model: wide, optimizer: "sgd", capacity: 1000 })).rejects.toThrow(
      /^Cannot allocate \d+ bytes for the model: WebAssembly has at most 4 GiB; make capacity, the batch or the model smaller$/,
    );
  });
});
