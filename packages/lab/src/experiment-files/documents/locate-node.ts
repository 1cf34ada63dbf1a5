/** Finds the place of an experiment's part in a YAML or JSON document. */

import type { Segments } from "study/json";
import { type Document, isMap, isScalar, isSeq, type ParsedNode, type Scalar, type YAMLMap } from "yaml";

/** Offset of the key or list item; of the nearest existing part above it if it is missing or behind an alias. */
export function locateNode(document: Document.Parsed, segments: Segments): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const segment of segments) {
    const step = stepInto(node, segment);
    if (step === null) break;
    offset = startOf(step.place) ?? offset;
    node = step.node;
  }
  return offset;
}

interface Step {
  readonly place: unknown;
  readonly node: unknown;
}

function stepInto(node: unknown, segment: string | number): Step | null {
  if (isMap(node)) {
    const pair = typeof segment === "number" ? node.items[segment] : findPair(node, segment);
    return pair === undefined ? null : { place: pair.key, node: pair.value };
  }
  if (!isSeq(node)) return null;
  // a bare list is a parameter's values
  if (segment === "values") return { place: node, node };
  const item = typeof segment === "number" ? node.items[segment] : undefined;
  return item === undefined ? null : { place: item, node: item };
}

function findPair(map: YAMLMap, name: string) {
  return map.items.find(({ key }) => isScalar(key) && keyText(key) === name);
}

function startOf(node: unknown): number | undefined {
  return (node as ParsedNode | null)?.range?.[0];
}

/** A key as a name: numbers and booleans as JavaScript writes them, an empty key as an empty text. */
export function keyText({ value }: Scalar): string {
  return value === null ? "" : String(value);
}
