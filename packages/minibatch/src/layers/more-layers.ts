/**
 * Every kind of layer beyond the core's (`layers.ts`): a new one is a file and a row here, in the type and the table.
 */
import type { Prose } from "../spec/prose.ts";
import type { Words } from "../spec/words.ts";

/** One layer that is not the core's, every default filled in. */
export type MoreLayerSpec = never;

/** The kinds, what other programs call them, and their fields. */
export const moreLayers: {
  readonly kinds: { readonly [K in MoreLayerSpec["kind"]]: unknown };
  readonly kindWords: Words;
  readonly fieldWords: Words;
} = { kinds: {}, kindWords: {}, fieldWords: {} };

export const moreLayerProse: Prose<MoreLayerSpec["kind"]> = { kinds: {}, fields: {} };
