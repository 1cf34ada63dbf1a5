/** Nothing is computed on the way back to layers before the first that is trained. */
import { describe, expect, test } from "vitest";
import { drawTraining } from "../../test/drawn-models/draw-model.ts";
import { defineModel, type LayerInput, type LayerSpec, type ModelInput, type ModelSpec } from "../index.ts";
import { layerKinds } from "../layers/layers.ts";
import { inputShapeOf, layoutOf, shapesOf } from "./layout.ts";
import { planModel } from "./plan-model.ts";

const kindsOf = (model: ModelSpec): string[] => planModel(model).backward.map(({ kind }) => kind);

/** The same model in which nothing of the first layers is trained. */
function freeze(model: ModelSpec, count: number): ModelSpec {
  const still = (layer: LayerSpec): LayerInput =>
    ("trainable" in layerKinds[layer.kind].fields ? { ...layer, trainable: false } : layer) as LayerInput;
  return defineModel({
    ...(model as ModelInput),
    layers: model.layers.map((layer, i) => (i < count ? still(layer) : (layer as LayerInput))),
  });
}

/** The model without its first layers: it takes what they give. */
function behind(model: ModelSpec, count: number): ModelSpec {
  const inputs = shapesOf(model)[count - 1];
  return defineModel({ ...(model as ModelInput), inputs, layers: model.layers.slice(count) as LayerInput[] });
}

describe("what is computed on the way back is what a model of the later layers alone computes", () => {
  const drawn = Array.from({ length: 200 }, (_, number) => defineModel(drawTraining(number).model));

  test("over drawn models, however many of their first layers are frozen", () => {
    let [compared, shorter] = [0, 0];
    for (const model of drawn) {
      for (let count = 1; count < model.layers.length; count++) {
        const frozen = freeze(model, count);
        expect(kindsOf(frozen), JSON.stringify(frozen.layers)).toEqual(kindsOf(behind(model, count)));
        compared++;
        if (kindsOf(frozen).length < kindsOf(model).length) shorter++;
      }
    }
    expect(compared).toBeGreaterThan(drawn.length);
    expect(shorter).toBeGreaterThan(drawn.length / 2);
  });

  test("of what has no tensors before the first that has some, too", () => {
    for (const model of drawn) {
      const pictures = inputShapeOf(model).length === 3;
      const first: LayerInput[] = [
        { kind: "activation", name: "bent", activation: "relu" },
        ...(pictures ? [{ kind: "max-pool2d", name: "pooled", pool: 1 } as const] : []),
        {
          ...{ kind: "residual", name: "block", activation: "relu" },
          layers: [{ kind: "activation", name: "within", activation: "tanh" }],
        },
      ];
      const longer = defineModel({
        ...(model as ModelInput),
        layers: [...first, ...(model.layers as LayerInput[])],
      });
      expect(kindsOf(longer)).toEqual(kindsOf(model));
      expect(layoutOf(longer).size).toBe(layoutOf(model).size);
    }
  });
});
