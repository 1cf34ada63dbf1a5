/** From layers as they are written to complete ones: first each gets its name and is spelt out, then it is checked. */
import { SpecError } from "../errors.ts";
import { chooseKind, completeSpec, openSpec } from "../spec/complete-spec.ts";
import type { LayerBase, Names, Spelt, StandIn } from "./layer.ts";
import { fieldWords, kindWords, layerTable, standIns } from "./layer-table.ts";

/** Completes one layer, which is spelt out. Throws SpecError. */
export function completeLayer<S extends LayerBase>(path: string, input: unknown): S {
  const given = openSpec(path, input);
  const kind = chooseKind(path, { ...layerTable, ...standIns }, given, kindWords);
  const { fields } = layerTable[kind];
  return completeSpec<LayerBase>(path, `a ${kind} layer`, { kind }, fields, given, fieldWords) as S;
}

/** Layers that are complete, and errors about them with the place where they were written. */
export interface DefinedLayers<S extends LayerBase> {
  readonly layers: readonly S[];
  /** Where the layer was written that now is at `path`. */
  placeOf(path: string): string;
  /** Calls `check`, whose errors name places among `layers`: they are thrown with those where it was written. */
  check<T>(check: () => T): T;
}

/** Completes a list of layers. Those without a name are called layer1, layer2, ... by their place. Throws SpecError. */
export function defineLayers<S extends LayerBase>(path: string, input: readonly unknown[]): DefinedLayers<S> {
  const spelt = spell(input, path, { called: (i) => `layer${i + 1}`, ending: "" });
  const places = new Map<string, Pick<Spelt, "path" | "copy">>();
  const layers = place(spelt, path, "", places);
  const inPlace = <T>(check: () => T): T => {
    try {
      return check();
    } catch (error) {
      throw error instanceof SpecError ? asWritten(error, places) : error;
    }
  };
  return {
    layers: inPlace(() => Object.freeze(layers.map((layer, i) => completeLayer<S>(`${path}[${i}]`, layer)))),
    placeOf: (place) => places.get(place)?.path ?? place,
    check: inPlace,
  };
}

/** Completes one layer, which stands for no others; `defaultName` is used when it has none. Throws SpecError. */
export function defineLayer<S extends LayerBase>(path: string, input: unknown, defaultName: string): S {
  const spelt = spellOne(input, path, defaultName, "");
  return completeLayer(path, place(spelt, path, "", new Map())[0]);
}

function spell(layers: readonly unknown[], path: string, { called, ending }: Names): readonly Spelt[] {
  return layers.flatMap((layer, i) => spellOne(layer, `${path}[${i}]`, called(i), ending));
}

function spellOne(written: unknown, path: string, defaultName: string, ending: string): readonly Spelt[] {
  const given: unknown = typeof written === "string" ? { kind: written } : written;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return [{ given, path, copy: "", within: null }];
  }
  const { kind, name: own } = given as { readonly kind?: unknown; readonly name?: unknown };
  const name = own === undefined ? defaultName : typeof own === "string" ? own + ending : own;
  const named = { ...given, name };
  const { spellOut } = findKind(kind);
  return (
    spellOut?.({ given: named, name: String(name), path, ending }, spell) ?? [
      { given: named, path, copy: "", within: null },
    ]
  );
}

function findKind(kind: unknown): Partial<StandIn<LayerBase>> {
  if (typeof kind !== "string") return {};
  const table = [standIns, layerTable].find((one) => Object.hasOwn(one, kind));
  return table?.[kind] ?? {};
}

/** The layers spelt out, as they are to be completed; `places` learns where each was written. */
function place(
  spelt: readonly Spelt[],
  path: string,
  outer: string,
  places: Map<string, Pick<Spelt, "path" | "copy">>,
): readonly unknown[] {
  return spelt.map(({ given, path: written, copy, within }, i) => {
    const at = `${path}[${i}]`;
    places.set(at, { path: written, copy: outer + copy });
    return within === null
      ? given
      : { ...(given as object), layers: place(within, `${at}.layers`, outer + copy, places) };
  });
}

/** The error with the place where its layer was written. */
function asWritten(error: SpecError, places: ReadonlyMap<string, Pick<Spelt, "path" | "copy">>): SpecError {
  let at = error.path;
  while (!places.has(at) && at.includes("]")) at = at.slice(0, at.lastIndexOf("]", at.length - 2) + 1);
  const found = places.get(at);
  if (found === undefined || (found.path === at && found.copy === "")) return error;
  const message = error.message.slice(`${error.path}: `.length);
  return new SpecError(found.path + error.path.slice(at.length), message + found.copy);
}
