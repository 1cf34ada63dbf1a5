/** Every initializer by kind: a new one is a file, a row in `spec.ts` and a row here. */
import { constant, ones, zeros } from "./constant.ts";
import type { Initializer } from "./initializer.ts";
import { normal } from "./normal.ts";
import { orthogonal } from "./orthogonal.ts";
import type { InitializerSpec } from "./spec.ts";
import { torchLinear } from "./torch-linear.ts";
import { truncatedNormal } from "./truncated-normal.ts";
import { uniform } from "./uniform.ts";
import { glorotVariance, heVariance, lecunVariance, scaledNormal, scaledUniform } from "./variance-scaling.ts";

export const initializers: { readonly [K in InitializerSpec["kind"]]: Initializer<K> } = {
  zeros,
  ones,
  constant,
  uniform,
  normal,
  "truncated-normal": truncatedNormal,
  "glorot-uniform": scaledUniform(glorotVariance),
  "glorot-normal": scaledNormal(glorotVariance),
  "he-uniform": scaledUniform(heVariance),
  "he-normal": scaledNormal(heVariance),
  "lecun-uniform": scaledUniform(lecunVariance),
  "lecun-normal": scaledNormal(lecunVariance),
  orthogonal,
  "torch-linear": torchLinear,
};
