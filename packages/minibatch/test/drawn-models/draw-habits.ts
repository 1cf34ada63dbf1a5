/** Gives trainings that are drawn habits: of layers, of rows, of pictures. */
import type { FitOptions, LayerInput } from "minibatch";
import { layerTable } from "../../src/layers/layer-table.ts";
import type { DrawnTraining } from "../recorded/recorded-training.ts";
import type { Picker } from "./picker.ts";

const LAYER_HABITS = [
  { trainable: false },
  { rateFactor: 0.5 },
  { rateFactor: { weights: 1, biases: 0 } },
  { decayFactor: 0 },
  { decayFactor: { weights: 2, biases: 0 } },
  { constraint: "unit-norm" },
  { constraint: "non-negative" },
  { constraint: { kind: "max-norm", limit: 0.5 } },
] as const;

const AUGMENTATIONS: readonly NonNullable<FitOptions["augment"]>[] = [
  [{ kind: "random-shift", pixels: 1 }, "random-flip"],
  [{ kind: "random-rotation", degrees: 20 }],
  ["random-erasing"],
];

/** The last layer is trained, or nothing would be. */
export function addHabits(pick: Picker, inputs: readonly number[], training: DrawnTraining): DrawnTraining {
  const { model, data, fits } = training;
  const last = model.layers.length - 1;
  const layers = model.layers.map((layer, i) => {
    const habit = pick.of(LAYER_HABITS);
    const fields = layer.kind === "repeat" ? habit : (layerTable[layer.kind]?.fields ?? {});
    const takes = Object.keys(habit).every((name) => name in fields) && !(i === last && "trainable" in habit);
    return takes && pick.number(0, 1) === 0 ? ({ ...layer, ...habit } as LayerInput) : layer;
  });
  const areWeighted = pick.number(0, 3) === 0;
  const classWeights = data.targets === "classes" ? pick.of([null, "balanced", { 1: 2 }] as const) : null;
  const canChange = inputs.length === 3 && data.storage !== "compressed";
  const augment = canChange ? pick.of([null, null, ...AUGMENTATIONS]) : null;
  return {
    ...training,
    model: { ...model, layers },
    data: { ...data, ...(areWeighted && { areWeighted }) },
    fits: fits.map((fit) => ({
      ...fit,
      ...(classWeights !== null && { classWeights }),
      ...(augment !== null && { augment }),
    })),
  };
}
