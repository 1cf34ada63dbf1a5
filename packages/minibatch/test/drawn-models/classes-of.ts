/** What is drawn, as classes of values: a test says which there must be. */
import { defineModel, defineOptimizer, type LayerInput, type ModelInput } from "minibatch";
import { flattenLayers, placeLayers } from "../../src/model/layout.ts";
import type { DrawnTraining } from "../recorded/recorded-training.ts";

/** `<layer's kind>.<field>: <class>`, of habits and optimizers without a kind before them. */
export function classesOf({ model: input, optimizer, data, fits }: DrawnTraining): Set<string> {
  const seen = kindsOf(input);
  const model = defineModel(input);
  for (const { layer, input: rows } of flattenLayers(placeLayers(model))) {
    for (const [field, value] of Object.entries(layer)) {
      if (["kind", "name", "layers"].includes(field)) continue;
      const isGroups = field === "groups" && typeof value === "number";
      const what = isGroups ? groupsClass(value, rows.at(-1) as number) : classOf(value);
      seen.add(HABITS.includes(field) ? `${field}: ${what}` : `${layer.kind}.${field}: ${what}`);
    }
  }
  for (const [field, value] of Object.entries(defineOptimizer(optimizer)))
    seen.add(`optimizer.${field}: ${classOf(value)}`);
  for (const [field, value] of Object.entries(data)) seen.add(`data.${field}: ${classOf(value)}`);
  for (const [field, value] of fits.flatMap((fit) => Object.entries(fit))) seen.add(`fit.${field}: ${classOf(value)}`);
  return seen;
}

/** Every kind of layer of a model as it is written, those within others and what stands for some too. */
export function kindsOf({ layers }: Pick<ModelInput, "layers">): Set<string> {
  return new Set(
    layers.flatMap((layer) => [
      layer.kind,
      ...("layers" in layer ? kindsOf({ layers: layer.layers as readonly LayerInput[] }) : []),
    ]),
  );
}

const HABITS = ["trainable", "rateFactor", "decayFactor", "constraint"];

function groupsClass(groups: number, channels: number): string {
  return groups === 1 ? "one" : groups === channels ? "as many as channels" : "between";
}

function classOf(value: unknown): string {
  if (Array.isArray(value)) {
    return typeof value[0] === "object" ? "list" : value.every((one) => one === value[0]) ? "equal" : "unequal";
  }
  if (typeof value === "number") return value <= 1 ? String(value) : "above 1";
  if (typeof value === "object" && value !== null) return "kind" in value ? String(value.kind) : "object";
  return String(value);
}
