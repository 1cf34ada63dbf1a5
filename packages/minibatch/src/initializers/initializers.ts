/**
 * The initializers by kind. A new one is a file, a row in `spec.ts` and a row: here and in `define-initializer.ts`
 * where a page of dense networks should load it, else in `more-initializers.ts`, which `every-kind.ts` adds.
 */
import { constant, ones, zeros } from "./constant.ts";
import { initializerFields } from "./define-initializer.ts";
import type { Initializer } from "./initializer.ts";
import type { MoreInitializerKind, moreInitializers } from "./more-initializers.ts";
import { normal } from "./normal.ts";
import type { InitializerSpec } from "./spec.ts";
import { truncatedNormal } from "./truncated-normal.ts";
import { uniform } from "./uniform.ts";
import { glorotVariance, heVariance, lecunVariance, scaledNormal, scaledUniform } from "./variance-scaling.ts";

type Kinds = { readonly [K in InitializerSpec["kind"]]: Initializer<K> };

const ofTheCore: Omit<Kinds, MoreInitializerKind> = {
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
};

export const initializers: Kinds = ofTheCore as never;

/** Adds kinds to both tables. */
export function addInitializers({ kinds, fields }: typeof moreInitializers): void {
  Object.assign(initializers, kinds);
  Object.assign(initializerFields, fields);
}
