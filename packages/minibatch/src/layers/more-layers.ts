/**
 * Every kind of layer beyond the core's (`layers.ts`): a new one is a file and a row here, in the type and the table.
 */
import type { Prose } from "../spec/prose.ts";
import type { Words } from "../spec/words.ts";
import { defineNested } from "./define-nested.ts";
import type { LayerBase, StandIn } from "./layer.ts";
import { type RepeatSpec, repeat } from "./repeat.ts";
import { type ResidualSpec, residual } from "./residual.ts";

/** One layer that is not the core's, every default filled in. */
export type MoreLayerSpec = ResidualSpec;

/** What may stand among layers, and is none once the model is defined. */
export type StandInSpec = RepeatSpec;

/** The kinds, what other programs call them, and their fields. */
export const moreLayers: {
  readonly kinds: { readonly [K in MoreLayerSpec["kind"]]: unknown };
  readonly standIns: { readonly [K in StandInSpec["kind"]]: StandIn<LayerBase> };
  /** how lists are defined that have some of them */
  readonly define: typeof defineNested;
  readonly kindWords: Words;
  readonly fieldWords: Words;
} = {
  kinds: { residual },
  standIns: { repeat: repeat as never },
  define: defineNested,
  kindWords: {
    residual: /resid|skip|shortcut|^add$|identityblock|bottleneck|basicblock/,
    repeat: /copies|loop|stack|sequential/,
  },
  fieldWords: {
    layers: /block|branch|body|inner|children/,
    projection: /downsample|shortcut/,
    times: /count|copies|repeat|^n$/,
  },
};

export const moreLayerProse: Prose<MoreLayerSpec["kind"] | StandInSpec["kind"]> = {
  kinds: {
    residual: "Layers with a shortcut around them: activation(layers(x) + x) (K. He et al. 2015).",
    repeat: "The same layers several times, one after the other.",
  },
  fields: {
    layers: "First to last.",
    projection: "How the shortcut's weights begin, which it has where the layers change the shape of rows.",
    times: "How often they stand there, each with weights of its own.",
  },
};
