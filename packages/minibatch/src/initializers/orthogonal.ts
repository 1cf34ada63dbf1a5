import { fillNormal } from "../random/normal.ts";
import type { Initializer } from "./initializer.ts";
import { orthonormalize } from "./orthonormalize.ts";

/**
 * `gain` times a random matrix with orthonormal columns (rows, where there are fewer): Saxe, McClelland, Ganguli
 * (2013). Q of a normal matrix's QR decomposition, its signs such that R has a positive diagonal, as Keras and PyTorch
 * do; that makes it uniform over such matrices (Mezzadri, 2007). Gram-Schmidt gives these signs by itself.
 */
export const orthogonal: Initializer<"orthogonal"> = (spec, fans, values, stream) => {
  const [inputs, outputs] = fans.matrix ?? [fans.inputs, fans.outputs];
  const tall = inputs >= outputs;
  const [K, N] = tall ? [outputs, inputs] : [inputs, outputs];
  const rows = new Float64Array(K * N);
  fillNormal(stream, rows, 0, 1);
  orthonormalize(rows, K, N);
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++) {
      values[i * outputs + o] = spec.gain * (tall ? rows[o * N + i] : rows[i * N + o]);
    }
  }
};
