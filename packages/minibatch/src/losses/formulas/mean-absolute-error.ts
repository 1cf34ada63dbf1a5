import type { ElementFormula } from "./formula.ts";

/** |z - t|; its slope is the sign, and 0 where z = t, as PyTorch's L1Loss has it. */
export const meanAbsoluteError: ElementFormula = {
  prediction: (z) => z,
  loss: (z, t) => Math.abs(z - t),
  slope: (z, t) => signOf(z - t),
};

/** 0 of 0, NaN of NaN. */
export function signOf(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : x;
}
