/**
 * The kinds of layers by name, and what other programs call them: `layers.ts` and `more-layers.ts` have the rows. It is
 * a file of its own for kinds that have layers within them.
 */
import type { LayerBase, LayerKind, StandIn } from "./layer.ts";

export const layerTable: Record<string, LayerKind<LayerBase>> = {};

export const standIns: Record<string, StandIn<LayerBase>> = {};

export const kindWords: Record<string, RegExp> = {};

export const fieldWords: Record<string, RegExp> = {};

/** Layers that are complete, each with a name of its own. */
export interface DefinedLayers<S extends LayerBase = LayerBase> {
  readonly layers: readonly S[];
  /** Makes a call whose errors name places among `layers`; they are thrown with the place where that was written. */
  check<T>(call: () => T): T;
}

/** How lists are defined in which layers may lie within others and stand for others; null where no kind is of such. */
export const nesting: { define: ((path: string, input: readonly unknown[]) => DefinedLayers) | null } = {
  define: null,
};
