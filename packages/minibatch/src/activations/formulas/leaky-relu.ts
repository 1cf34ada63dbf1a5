import { number } from "../spec/fields.ts";
import type { Activation } from "./activation.ts";

export interface LeakyReluSpec {
  readonly kind: "leaky-relu";
  /** for negative inputs */
  readonly slope: number;
}

/**
 * f(z) = z if z > 0, else slope z. Maas, Hannun, Ng, "Rectifier nonlinearities improve neural network acoustic models" (2013).
 * The default slope is PyTorch's (torch.nn.LeakyReLU); Keras 3 has 0.3.
 */
export const leakyRelu: Activation<LeakyReluSpec> = {
  fields: { slope: number({}, 0.01) },
  words: /^lre/,
  parameter: ({ slope }) => slope,
  value: (z, slope) => (z > 0 ? z : slope * z),
  derivative: (z, _, slope) => (z > 0 ? 1 : slope),
};
