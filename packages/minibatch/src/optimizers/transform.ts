import type { FloatArray } from "../kernels/kernels.ts";

/**
 * One stage of an update, in place: clipping changes the gradient, decoupled decay and the
 * optimizer's own rule change the parameters. p_N and g_N are the same two arrays at every step;
 * `step` is 1 at the first update; `rate` is the learning rate of this step, all schedules applied.
 */
export type Transform = (p: FloatArray, g: FloatArray, step: number, rate: number) => void;

/** The transforms one after the other. */
export function chain(transforms: readonly Transform[]): Transform {
  return (p, g, step, rate) => {
    for (const transform of transforms) transform(p, g, step, rate);
  };
}
