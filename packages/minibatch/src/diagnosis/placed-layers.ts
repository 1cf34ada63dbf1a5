/** The layers of a model, each with the path by which a change of it is written. */
import type { ModelSpec } from "../model/spec.ts";

/** A layer at its place: `model.layers[2]`, `model.layers[3].layers[0]`. */
export interface PlacedLayer {
  readonly path: string;
  readonly name: string;
  readonly spec: Readonly<Record<string, unknown>> & { readonly kind: string };
  /** those beside it in its list, itself among them */
  readonly siblings: readonly PlacedLayer[];
  /** the layer that it lies in; null: the model */
  readonly parent: PlacedLayer | null;
  /** those in it */
  readonly within: readonly PlacedLayer[];
}

type GivenLayer = PlacedLayer["spec"];

/** All layers, those within others after these. */
export function placeLayers(model: ModelSpec): readonly PlacedLayer[] {
  return flatten(topLayers(model));
}

/** Those that lie in no other. */
export function topLayers(model: ModelSpec): readonly PlacedLayer[] {
  return placeAt(model.layers as unknown as readonly GivenLayer[], "model.layers", null);
}

function placeAt(layers: readonly GivenLayer[], path: string, parent: PlacedLayer | null): readonly PlacedLayer[] {
  const siblings: PlacedLayer[] = [];
  for (const [i, spec] of layers.entries()) {
    const at = `${path}[${i}]`;
    const within: PlacedLayer[] = [];
    const placed: PlacedLayer = { path: at, name: String(spec.name), spec, siblings, parent, within };
    if (Array.isArray(spec.layers)) within.push(...placeAt(spec.layers as GivenLayer[], `${at}.layers`, placed));
    siblings.push(placed);
  }
  return siblings;
}

function flatten(layers: readonly PlacedLayer[]): readonly PlacedLayer[] {
  return layers.flatMap((layer) => [layer, ...flatten(layer.within)]);
}

/** Layers of sums: with weights, and mostly an activation, of their own. */
export function weightedLayers(model: ModelSpec): readonly PlacedLayer[] {
  return placeLayers(model).filter(({ spec }) => "weights" in spec);
}

/** Those before the last one. */
export function hiddenLayers(model: ModelSpec): readonly PlacedLayer[] {
  return weightedLayers(model).slice(0, -1);
}

/** Layers with an activation that bends, before the last one with weights: of their own, or nothing but it. */
export function bentLayers(model: ModelSpec): readonly PlacedLayer[] {
  const top = topLayers(model);
  const last = top.findLastIndex((layer) => flatten([layer]).some(({ spec }) => "weights" in spec));
  return flatten(top.slice(0, last)).filter(({ spec }) => "activation" in spec && kindOf(spec.activation) !== "linear");
}

/** Layers that leave a sum of inputs a sum of inputs. */
export const STRAIGHT: ReadonlySet<string> = new Set([
  "dropout",
  "spatial-dropout",
  "gaussian-noise",
  "flatten",
  "reshape",
  "batch-norm",
  "average-pool2d",
  "global-average-pool",
]);

/** Layers that bend by little: what comes in bigger comes out bigger. */
export const NEARLY_STRAIGHT: ReadonlySet<string> = new Set([
  "max-pool2d",
  "global-max-pool",
  "layer-norm",
  "group-norm",
  "rms-norm",
]);

/** The activation that a layer's sums come to: its own, or that of a layer after it with at most a norm between. */
export function activationAfter({ spec, siblings, path, parent }: PlacedLayer): string {
  const own = "activation" in spec ? kindOf(spec.activation) : "linear";
  if (own !== "linear") return own;
  const from = siblings.findIndex((layer) => layer.path === path);
  for (const next of siblings.slice(from + 1)) {
    if (next.spec.kind === "activation") return kindOf(next.spec.activation);
    if (next.spec.kind === "prelu") return "leaky-relu";
    if (!STRAIGHT.has(next.spec.kind) && !NEARLY_STRAIGHT.has(next.spec.kind)) return "linear";
  }
  return parent === null ? "linear" : activationAfter(parent);
}

export function kindOf(part: unknown): string {
  return typeof part === "string" ? part : ((part as { readonly kind?: string } | undefined)?.kind ?? "");
}
