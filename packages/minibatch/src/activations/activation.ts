/** The activations; `parameter` is the slope of leaky ReLU and the alpha of ELU. */
export type ActivationKind =
  | "linear"
  | "relu"
  | "leaky-relu"
  | "elu"
  | "gelu"
  | "silu"
  | "softplus"
  | "sigmoid"
  | "tanh";

/** An activation as float64 formulas of one number; the kernels apply them element by element. */
export interface Activation {
  /** f(z); `parameter` is the slope of leaky ReLU, the alpha of ELU, and unused elsewhere */
  value(z: number, parameter: number): number;
  /** f'(z), given z and y = f(z) */
  derivative(z: number, y: number, parameter: number): number;
}
