import { scheduleRule } from "./rules.ts";
import type { SchedulePosition, ScheduleSpec } from "./spec.ts";

/**
 * The factor on the optimizer's learning rate for the update after `position`: finite, not negative, a pure function,
 * so a resumed run needs no state. Epochs count in fractions, so a smooth schedule moves with every update, as SGDR's
 * does. One that counts epochs ends with its last update, as PyTorch's OneCycleLR, only where `position.stepsPerEpoch`
 * is given; else one update later. A plateau's factor is not a function of time: multiply by
 * `createPlateau(spec).factor()` instead.
 */
export function scheduleFactor(spec: ScheduleSpec, position: SchedulePosition): number {
  const { factor } = scheduleRule(spec.kind);
  if (!countsEpochs(spec)) return factor(spec, position.step, 1);
  return factor(spec, position.epoch, position.stepsPerEpoch === undefined ? 0 : 1 / position.stepsPerEpoch);
}

/** Whether the factor depends on the epoch's length. */
export function countsEpochs(spec: ScheduleSpec): boolean {
  return "unit" in spec && spec.unit === "epoch";
}
