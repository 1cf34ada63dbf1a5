/** The initializers a layer may have, and their options. Defaults are Keras's unless said. */
import { chooseKind, completeSpec, openSpec } from "../spec/complete-spec.ts";
import { type Fields, flag, number, type OfKind } from "../spec/fields.ts";
import type { Words } from "../spec/words.ts";
import type { InitializerSpec } from "./spec.ts";

type Kind = InitializerSpec["kind"];
type OptionsOf<K extends Kind> = Fields<OfKind<InitializerSpec, K>>;

// Keras's scaled normals are cut at two standard deviations; the report's are not.
const scaledNormal = { truncated: flag(true) };
const spread = { mean: number({}, 0), sd: number({ atLeast: 0 }, 0.05) };

const kinds: { readonly [K in Kind]: OptionsOf<K> } = {
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
  orthogonal: { gain: number({}, 1) },
  "torch-linear": {},
};

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
  const kind = chooseKind(path, kinds, given, words);
  return completeSpec(path, `the ${kind} initializer`, { kind }, kinds[kind] as Fields<InitializerSpec>, given, words);
}
