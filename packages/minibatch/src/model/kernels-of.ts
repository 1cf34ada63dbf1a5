import { layerKinds } from "../layers/layers.ts";
import type { ModelSpec } from "./spec.ts";

/** Which kernels a model's operations need; the core's are there at once. */
export function kernelsOf({ layers }: Pick<ModelSpec, "layers">): "core" | "full" {
  return layers.some(({ kind }) => layerKinds[kind].kernels === "full") ? "full" : "core";
}
