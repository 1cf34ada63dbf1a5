import { chooseKind, completeSpec, openSpec } from "../spec/complete-spec.ts";
import type { Words } from "../spec/words.ts";
import { type ActivationSpec, activations } from "./activations.ts";

const words: Words = {
  "the loss softmax-cross-entropy applies it, to a linear last layer": /softmax/,
  ...Object.fromEntries(Object.entries(activations).flatMap(([kind, { words }]) => (words ? [[kind, words]] : []))),
  // other functions, in spite of their names
  "there is none; similar are leaky-relu, silu, tanh": /u6|[prc]relu|thr|celu|hard|kg|gs|shr|glu|min/,
};

/** Completes an activation: its bare name, or an object. Throws SpecError. */
export function defineActivation(path: string, input: unknown): ActivationSpec {
  const given = openSpec(path, input);
  const kind = chooseKind(path, activations, given, words);
  return completeSpec<ActivationSpec>(path, `the ${kind} activation`, { kind }, activations[kind].fields, given);
}
