import type { Activation } from "./activation.ts";

/** f(z) = z */
export const linear: Activation = {
  value: (z) => z,
  derivative: () => 1,
};
