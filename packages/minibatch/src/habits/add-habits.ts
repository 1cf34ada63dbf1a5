import { layerHabits, layerHabitWords } from "../layers/layer-habits.ts";
import { fieldWords, standIns } from "../layers/layer-table.ts";
import { layerKinds } from "../layers/layers.ts";
import { optimizerWords } from "../optimizers/define-optimizer.ts";
import { optimizerHabits, optimizerHabitWords } from "../optimizers/optimizer-habits.ts";
import { RULES } from "../optimizers/rules.ts";

/**
 * Gives every layer that has tensors to be trained, what stands for some, and every optimizer, the options of habits.
 */
export function addHabitFields(): void {
  const { constraint, ...others } = layerHabits;
  for (const { fields, isTrained = false } of Object.values(layerKinds)) {
    const hasTensors =
      isTrained || Object.values(fields).some(({ takes }) => takes.type === "kind" && takes.of === "initializer");
    // a constraint is on each unit's weights
    const hasUnits = "weights" in fields || "layers" in fields;
    if (hasTensors) Object.assign(fields, others, hasUnits && { constraint });
  }
  for (const { fields } of Object.values(standIns)) Object.assign(fields, layerHabits);
  Object.assign(fieldWords, layerHabitWords);
  for (const { flavours } of Object.values(RULES)) {
    for (const { options } of Object.values(flavours)) Object.assign(options, optimizerHabits);
  }
  Object.assign(optimizerWords, optimizerHabitWords);
}
