import type { Activation } from "./activation.ts";

/** f(z) = z */
export const linear: Activation<{ readonly kind: "linear" }> = {
  fields: {},
  words: /identity/,
  value: (z) => z,
  derivative: () => 1,
  needsOnlyOutput: true,
  isIdentity: true,
};
