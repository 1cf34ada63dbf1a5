/**
 * The kinds of layers by name, and what other programs call them: `layers.ts` and `more-layers.ts` have the rows. It is
 * a file of its own for kinds that have layers within them.
 */
import type { LayerBase, LayerKind, StandIn } from "./layer.ts";

export const layerTable: Record<string, LayerKind<LayerBase>> = {};

export const standIns: Record<string, StandIn<LayerBase>> = {};

export const kindWords: Record<string, RegExp> = {};

export const fieldWords: Record<string, RegExp> = {};
