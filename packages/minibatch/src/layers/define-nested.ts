/**
 * Lists of layers in which some have layers within them, or stand for others. First all are spelt out, each with its
 * name; then they are checked, and what is wrong is told of the place where it was written.
 */
import { SpecError } from "../errors.ts";
import { checkNames, completeLayer } from "./define-layer.ts";
import type { LayerBase, Names, Spelt, StandIn } from "./layer.ts";
import { type DefinedLayers, layerTable, standIns } from "./layer-table.ts";

/** Where a layer was written, and of which copy it is. */
type Written = Pick<Spelt, "path" | "copy">;

/** As `defineLayers`, which calls it. */
export function defineNested(path: string, input: readonly unknown[]): DefinedLayers {
  const spelt = spell(input, path, { called: (i) => `layer${i + 1}`, ending: "" });
  const places = new Map<string, Written>();
  const given = place(spelt, path, "", places);
  const check = <T>(call: () => T): T => {
    try {
      return call();
    } catch (error) {
      throw error instanceof SpecError ? asWritten(error, places) : error;
    }
  };
  const layers = check(() => given.map((layer, i) => completeLayer(`${path}[${i}]`, layer)));
  checkNames(namesOf(layers, path).map(([name, at]) => [name, places.get(at)?.path ?? at]));
  return { layers: Object.freeze(layers), check };
}

/** Completes one layer, which stands for no others; `defaultName` is used when it has none. Throws SpecError. */
export function defineLayer<S extends LayerBase>(path: string, input: unknown, defaultName: string): S {
  return completeLayer(path, place(spellOne(input, path, defaultName, ""), path, "", new Map())[0]);
}

function namesOf(layers: readonly LayerBase[], path: string): readonly (readonly [name: string, path: string])[] {
  return layers.flatMap((layer, i) => {
    const at = `${path}[${i}]`;
    return [[layer.name, at] as const, ...namesOf(layerTable[layer.kind].layers?.(layer) ?? [], `${at}.layers`)];
  });
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
function place(spelt: readonly Spelt[], path: string, outer: string, places: Map<string, Written>): readonly unknown[] {
  return spelt.map(({ given, path: written, copy, within }, i) => {
    const at = `${path}[${i}]`;
    places.set(at, { path: written, copy: outer + copy });
    return within === null
      ? given
      : { ...(given as object), layers: place(within, `${at}.layers`, outer + copy, places) };
  });
}

/** The error with the place where its layer was written. */
function asWritten(error: SpecError, places: ReadonlyMap<string, Written>): SpecError {
  let at = error.path;
  while (!places.has(at) && at.includes("]")) at = at.slice(0, at.lastIndexOf("]", at.length - 2) + 1);
  const found = places.get(at);
  if (found === undefined || (found.path === at && found.copy === "")) return error;
  const message = error.message.slice(`${error.path}: `.length);
  return new SpecError(found.path + error.path.slice(at.length), message + found.copy);
}
