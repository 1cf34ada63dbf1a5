import { exp } from "../../math/exp.ts";
import { expm1 } from "../../math/expm1.ts";
import type { ActivationFormula } from "../activation.ts";

const SCALE = 1.0507009873554805;
const ALPHA = 1.6732632423543772;

/**
 * f(z) = scale z if z > 0, else scale alpha (e^z - 1), with the two numbers that keep mean 0 and variance 1. Klambauer,
 * Unterthiner, Mayr, Hochreiter, "Self-normalizing neural networks" (2017), equation 2.
 */
export const selu: ActivationFormula = {
  value: (z) => SCALE * (z > 0 ? z : ALPHA * expm1(z)),
  derivative: (z) => SCALE * (z > 0 ? 1 : ALPHA * exp(z)),
};
