/** Every initializer that a page of dense networks need not load, and its options. */
import { type Fields, number, type OfKind } from "../spec/fields.ts";
import type { Initializer } from "./initializer.ts";
import { orthogonal } from "./orthogonal.ts";
import type { InitializerSpec } from "./spec.ts";
import { torchLinear } from "./torch-linear.ts";

export type MoreInitializerKind = "orthogonal" | "torch-linear";

type More<K extends MoreInitializerKind> = {
  readonly kinds: { readonly [Kind in K]: Initializer<Kind> };
  readonly fields: { readonly [Kind in K]: Fields<OfKind<InitializerSpec, Kind>> };
};

export const moreInitializers: More<MoreInitializerKind> = {
  kinds: { orthogonal, "torch-linear": torchLinear },
  fields: { orthogonal: { gain: number({}, 1) }, "torch-linear": {} },
};
