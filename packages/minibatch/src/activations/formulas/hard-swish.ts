import type { ActivationFormula } from "../activation.ts";

/**
 * f(z) = z min(max(z + 3, 0), 6) / 6: a swish without exponential. Howard et al., "Searching for MobileNetV3" (2019),
 * section 5.2. The slopes at its kinks are PyTorch's vectorized ones: 1 at 3; its scalar loop has 1.5 there.
 */
export const hardSwish: ActivationFormula = {
  value: (z) => (z * Math.min(Math.max(z + 3, 0), 6)) / 6,
  derivative: (z) => (z < -3 ? 0 : z < 3 ? z / 3 + 0.5 : 1),
};
