/** The initializers a layer may have, and their options. Defaults are Keras's unless said. */
import { chooseKind, completeSpec, openSpec } from "../spec/complete-spec.ts";
import { type Fields, flag, number, type OfKind } from "../spec/fields.ts";
import type { Prose } from "../spec/prose.ts";
import type { Words } from "../spec/words.ts";
import type { MoreInitializerKind } from "./more-initializers.ts";
import type { InitializerSpec } from "./spec.ts";

type Kind = InitializerSpec["kind"];
type OptionsOf<K extends Kind> = Fields<OfKind<InitializerSpec, K>>;

// Keras's scaled normals are cut at two standard deviations; the report's are not.
const scaledNormal = { truncated: flag(true) };
const spread = { mean: number({}, 0), sd: number({ atLeast: 0 }, 0.05) };

const ofTheCore: { readonly [K in Exclude<Kind, MoreInitializerKind>]: OptionsOf<K> } = {
  zeros: {},
  ones: {},
  constant: { value: number({}, 0) },
  uniform: { low: number({}, -0.05), high: number({}, 0.05) },
  normal: spread,
  "truncated-normal": spread,
  "glorot-uniform": {},
  "he-uniform": {},
  "lecun-uniform": {},
  "glorot-normal": scaledNormal,
  "he-normal": scaledNormal,
  "lecun-normal": scaledNormal,
};

/** The options of each kind there is. */
export const initializerFields: { readonly [K in Kind]: OptionsOf<K> } = ofTheCore as never;

const words: Words = {
  "glorot-normal": /xaviern/,
  "glorot-uniform": /xavier/,
  "he-normal": /kaimingn/,
  "he-uniform": /^he|kaiming/,
  sd: /^std/,
};

/** A specification of which only the kind must be given, as far as the type goes. */
type Partly<S> = S extends { readonly kind: infer K } ? { readonly kind: K } & Partial<Omit<S, "kind">> : never;

/** An initializer as a user writes it; `"he-normal"` stands for `{ kind: "he-normal" }`. */
export type InitializerInput = Partly<InitializerSpec> | InitializerSpec["kind"];

/**
 * The complete initializer: Keras's defaults filled in, checked, frozen; a complete one comes back
 * equal. `path` is where it stands in a larger specification. Throws SpecError naming the field and the fix.
 */
export function defineInitializer(input: InitializerInput, path = "initializer"): InitializerSpec {
  const given = openSpec(path, input);
  const kind = chooseKind(path, initializerFields, given, words);
  return completeSpec(
    path,
    `the ${kind} initializer`,
    { kind },
    initializerFields[kind] as Fields<InitializerSpec>,
    given,
    words,
  );
}

export const initializerProse: Prose<Kind> = {
  kinds: {
    zeros: "All 0.",
    ones: "All 1.",
    constant: "All the same.",
    uniform: "Uniform between low and high.",
    normal: "Normal.",
    "truncated-normal": "Normal, cut at two standard deviations.",
    "glorot-uniform": "X. Glorot and Y. Bengio 2010, uniform: Keras's default.",
    "glorot-normal": "X. Glorot and Y. Bengio 2010, normal.",
    "he-uniform": "K. He et al. 2015, uniform.",
    "he-normal": "K. He et al. 2015, normal.",
    "lecun-uniform": "Y. LeCun et al. 1998, uniform.",
    "lecun-normal": "Y. LeCun et al. 1998, normal.",
    orthogonal: "A. Saxe et al. 2014: orthogonal rows or columns, times gain.",
    "torch-linear": "PyTorch's Linear: uniform within 1 / sqrt(inputs), biases as well.",
  },
  fields: {
    value: "The value.",
    low: "Lower end.",
    high: "Upper end.",
    mean: "Mean.",
    sd: "Standard deviation.",
    truncated: "Cut at two standard deviations and scaled again, as Keras; false draws plain normals.",
    gain: "Factor.",
  },
};
