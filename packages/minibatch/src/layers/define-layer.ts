/** From layers as they are written to complete ones. */
import { SpecError } from "../errors.ts";
import { chooseKind, completeSpec, openSpec } from "../spec/complete-spec.ts";
import type { LayerBase } from "./layer.ts";
import { type DefinedLayers, fieldWords, kindWords, layerTable, nesting, standIns } from "./layer-table.ts";

/** Completes a list of layers. Those without a name are called layer1, layer2, ... by their place. Throws SpecError. */
export function defineLayers<S extends LayerBase>(path: string, input: readonly unknown[]): DefinedLayers<S> {
  if (nesting.define !== null) return nesting.define(path, input) as DefinedLayers<S>;
  const layers = input.map((layer, i) => completeLayer<S>(`${path}[${i}]`, layer, `layer${i + 1}`));
  checkNames(layers.map(({ name }, i) => [name, `${path}[${i}]`]));
  return { layers: Object.freeze(layers), check: (call) => call() };
}

/** Completes one layer; `defaultName` is used when it has none. Throws SpecError. */
export function completeLayer<S extends LayerBase>(path: string, input: unknown, defaultName?: string): S {
  const given = openSpec(path, input);
  const kind = chooseKind(path, { ...layerTable, ...standIns }, given, kindWords);
  const named = { name: defaultName, ...given };
  return completeSpec<LayerBase>(path, `a ${kind} layer`, { kind }, layerTable[kind].fields, named, fieldWords) as S;
}

/** Throws SpecError where two layers have one name. */
export function checkNames(layers: readonly (readonly [name: string, path: string])[]): void {
  const seen = new Map<string, string>();
  for (const [name, path] of layers) {
    const first = seen.get(name);
    if (first !== undefined)
      throw new SpecError(`${path}.name`, `cannot be "${name}": ${first} has that name; choose another`);
    seen.set(name, path);
  }
}
