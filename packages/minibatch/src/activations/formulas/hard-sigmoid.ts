import type { ActivationFormula } from "../activation.ts";

/**
 * f(z) = min(max(z + 3, 0), 6) / 6: a sigmoid without exponential, PyTorch's (torch.nn.Hardsigmoid) and Keras 3's.
 * Howard et al., "Searching for MobileNetV3" (2019), section 5.2. At its kinks there is no slope, as in PyTorch.
 */
export const hardSigmoid: ActivationFormula = {
  value: (z) => Math.min(Math.max(z + 3, 0), 6) / 6,
  derivative: (_z, y) => (y > 0 && y < 1 ? 1 / 6 : 0),
};
