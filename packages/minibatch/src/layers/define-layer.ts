import { chooseKind, completeSpec, openSpec } from "../spec/complete-spec.ts";
import type { Fields } from "../spec/fields.ts";
import { fieldWords, kindWords, type LayerSpec, layerKinds } from "./layers.ts";

/** Completes one layer; `defaultName` is used when it has none. Throws SpecError. */
export function defineLayer(path: string, input: unknown, defaultName: string): LayerSpec {
  const given = openSpec(path, input);
  const kind = chooseKind(path, layerKinds, given, kindWords);
  const named = { name: defaultName, ...given };
  const fields = layerKinds[kind].fields as Fields<LayerSpec>;
  return completeSpec(path, `a ${kind} layer`, { kind } as Pick<LayerSpec, "kind">, fields, named, fieldWords);
}
