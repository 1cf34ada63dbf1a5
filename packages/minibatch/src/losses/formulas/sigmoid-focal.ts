import { exp } from "../../math/exp.ts";
import { sigmoid } from "../../math/sigmoid.ts";
import { softplus } from "../../math/softplus.ts";
import type { ElementFormula } from "./formula.ts";

/**
 * T.-Y. Lin et al. (2017), "Focal loss for dense object detection", equation 5, of p = sigmoid(z) and q = 1 - p: a t
 * q^gamma (-log p) + b (1 - t) p^gamma (-log q), which is finite at any finite logit, since p^gamma = exp(-gamma
 * softplus(-z)). Numbers: gamma and alpha; a = alpha and b = 1 - alpha, or both 1 where alpha is -1, as torchvision's
 * sigmoid_focal_loss has it.
 */
export const sigmoidFocal: ElementFormula = {
  prediction: sigmoid,
  loss(z, t, [gamma, alpha], _factor) {
    const [above, below] = [softplus(z), softplus(-z)];
    const [a, b] = alpha < 0 ? [1, 1] : [alpha, 1 - alpha];
    return a * t * exp(-gamma * above) * below + b * (1 - t) * exp(-gamma * below) * above;
  },
  slope(z, t, [gamma, alpha], _factor) {
    const [above, below] = [softplus(z), softplus(-z)];
    const [p, q] = [sigmoid(z), sigmoid(-z)];
    const [a, b] = alpha < 0 ? [1, 1] : [alpha, 1 - alpha];
    return (
      b * (1 - t) * exp(-gamma * below) * (gamma * q * above + p) -
      a * t * exp(-gamma * above) * (gamma * p * below + q)
    );
  },
};
