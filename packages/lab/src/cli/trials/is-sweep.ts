import type { ExperimentSpec } from "study";

/** A spec of a store may also be the reproduction's. What is stored as a sweep's has been checked before. */
export function isSweep(spec: { readonly kind: string }): spec is ExperimentSpec {
  return spec.kind === "sweep";
}
