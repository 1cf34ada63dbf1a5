import type { UpdatePass } from "../kernels/step-plan.ts";
import type { FloatArray } from "../math/float-array.ts";

/**
 * One stage of an update, in place: clipping changes the gradient, decoupled decay and the
 * optimizer's own rule change the parameters. p_N and g_N are the same two arrays at every step;
 * `step` is 1 at the first update; `rate` is the learning rate of this step, all schedules applied.
 */
export type Transform = (p: FloatArray, g: FloatArray, step: number, rate: number) => void;

/** A stage as it runs call by call, and the same declared, for kernels that run whole steps. */
export interface Stage {
  readonly apply: Transform;
  readonly passes: readonly UpdatePass[];
}

/** The stages one after the other. */
export function chain(stages: readonly Stage[]): Transform {
  return (p, g, step, rate) => {
    for (const { apply } of stages) apply(p, g, step, rate);
  };
}
