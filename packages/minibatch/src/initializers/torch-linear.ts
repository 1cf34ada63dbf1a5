import { fillUniform } from "../random/uniform.ts";
import type { Initializer } from "./initializer.ts";

/** Uniform on +-1/sqrt(inputs), weights and biases alike: PyTorch's `Linear.reset_parameters`. */
export const torchLinear: Initializer<"torch-linear"> = (_spec, fans, values, stream) => {
  const limit = 1 / Math.sqrt(fans.inputs);
  fillUniform(stream, values, -limit, limit);
};
