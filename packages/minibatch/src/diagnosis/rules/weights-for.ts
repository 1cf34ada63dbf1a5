/** Initial weights that keep the size of what passes through a layer of this activation. */
export function weightsFor(activation: string): string {
  if (/relu|elu|silu|mish|swish|softplus/.test(activation) && activation !== "selu") return "he-normal";
  if (activation === "selu") return "lecun-normal";
  return "glorot-uniform";
}
