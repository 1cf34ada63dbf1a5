/** Layers that are written within another. */
import { SpecError } from "../errors.ts";
import { type Field, valueError } from "../spec/fields.ts";
import { completeLayer } from "./define-layer.ts";
import type { LayerBase, Shape } from "./layer.ts";
import { layerTable } from "./layer-table.ts";

const layerList = "a list of at least one layer";

/** A field that holds them. */
export const layersField: Field<readonly LayerBase[]> = {
  takes: { type: "list", of: { type: "kind", of: "layer" }, what: layerList },
  read(value, path) {
    if (!Array.isArray(value) || value.length === 0) throw valueError(path, value, layerList);
    return Object.freeze(value.map((layer: unknown, i) => completeLayer<LayerBase>(`${path}[${i}]`, layer)));
  },
};

/** What comes out of the last where such rows come into the first. Throws SpecError where one cannot take them. */
export function shapeThrough(layers: readonly LayerBase[], input: Shape, path: string): Shape {
  let shape = input;
  for (const [i, layer] of layers.entries()) {
    shape = layerTable[layer.kind].outputShape(layer, shape, `${path}.layers[${i}]`);
  }
  return shape;
}

const DEEPEST = 32;

/** Throws SpecError where layers lie too deep in layers. */
export function checkDepth(path: string): void {
  if (path.split(".layers[").length <= DEEPEST) return;
  throw new SpecError(path, `cannot lie within ${DEEPEST} other layers: take some of these away`);
}
