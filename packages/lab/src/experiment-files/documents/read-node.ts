/** Turns a document's tree into plain values. The parser's own `toJS` loses order, merges keys and has no positions. */

import { formatPath, type Segments } from "study/json";
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  type YAMLMap,
} from "yaml";
import { DocumentError } from "./document-error.ts";
import { keyText } from "./locate-node.ts";

/** far deeper than any experiment; also stops a part that contains itself */
const DEEPEST = 64;
/** with all aliases expanded: a few lines of nested aliases can stand for more than memory holds */
const MOST_PARTS = 1_000_000;

/** A part's value, and its number of parts with all aliases expanded. */
interface Part {
  readonly value: unknown;
  readonly size: number;
}

/**
 * The document's value. Maps become objects, except at paths where `isOrdered` holds: there they become lists of
 * `{label, value}`, because an object would put keys such as "64" first. Throws DocumentError.
 */
export function readNode(document: Document.Parsed, isOrdered: (path: Segments) => boolean): unknown {
  return new NodeReader(findTargets(document.contents), isOrdered).read(document.contents, []).value;
}

class NodeReader {
  readonly #targets: ReadonlyMap<Alias, Node>;
  readonly #isOrdered: (path: Segments) => boolean;
  /** a part with several aliases is read once, and shared */
  readonly #shared = new Map<Node, Part>();

  constructor(targets: ReadonlyMap<Alias, Node>, isOrdered: (path: Segments) => boolean) {
    this.#targets = targets;
    this.#isOrdered = isOrdered;
  }

  read(node: unknown, path: Segments): Part {
    if (path.length > DEEPEST) {
      throw new DocumentError(
        offsetOf(node),
        `${formatPath(path.slice(0, 3))} is more than ${DEEPEST} levels deep, or contains itself`,
      );
    }
    if (isAlias(node)) return this.#readAlias(node, path);
    const part = this.#readOpen(node, path);
    if (part.size > MOST_PARTS) {
      throw new DocumentError(
        offsetOf(node),
        `${formatPath(path) || "it"} has more than ${MOST_PARTS} parts; leave some out`,
      );
    }
    return part;
  }

  #readAlias(alias: Alias, path: Segments): Part {
    const target = this.#targets.get(alias);
    if (target === undefined)
      throw new DocumentError(
        offsetOf(alias),
        `Unresolved alias (the anchor must be set before the alias): ${alias.source}`,
      );
    // the same map may be labels in one place and an object in another
    if (this.#isOrdered(path)) return this.read(target, path);
    const known = this.#shared.get(target);
    if (known !== undefined) return known;
    const part = this.read(target, path);
    this.#shared.set(target, part);
    return part;
  }

  #readOpen(node: unknown, path: Segments): Part {
    if (isMap(node)) return this.#readMap(node, path);
    if (isSeq(node)) {
      const parts = node.items.map((item, i) => this.read(item, [...path, i]));
      return { value: parts.map(({ value }) => value), size: countParts(parts) };
    }
    return { value: isScalar(node) ? node.value : null, size: 1 };
  }

  #readMap(map: YAMLMap, path: Segments): Part {
    const seen = new Set<string>();
    const parts = map.items.map(({ key, value }) => {
      const name = nameOf(key);
      if (seen.has(name)) throw new DocumentError(offsetOf(key), "this key is there already; leave one out");
      seen.add(name);
      return [name, this.read(value, [...path, name])] as const;
    });
    const size = countParts(parts.map(([, part]) => part));
    const entries = parts.map(([name, { value }]) => [name, value] as const);
    if (!this.#isOrdered(path)) return { value: Object.fromEntries(entries), size };
    if (seen.has("__proto__")) {
      throw new DocumentError(offsetOf(map), `${formatPath([...path, "__proto__"])}: cannot be a field's name`);
    }
    return { value: entries.map(([label, value]) => ({ label, value })), size };
  }
}

function nameOf(key: unknown): string {
  if (isScalar(key)) {
    if (key.value === "<<" && key.type === "PLAIN") {
      throw new DocumentError(
        offsetOf(key),
        "<< is no key of YAML 1.2, which does not merge; write the fields out, or use a whole part again by its alias",
      );
    }
    return keyText(key);
  }
  throw new DocumentError(offsetOf(key), "this key is no plain text; write a name");
}

/** Each alias's target: the last part with that anchor before it. One pass; the parser would search for each alias. */
function findTargets(contents: ParsedNode | null): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const waiting: unknown[] = [contents];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
      continue;
    }
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) continue;
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    // a stack, so the last part is pushed first
    if (isMap(node)) for (const { key, value } of node.items.toReversed()) waiting.push(value, key);
    if (isSeq(node)) for (const item of node.items.toReversed()) waiting.push(item);
  }
  return targets;
}

function countParts(parts: readonly Part[]): number {
  return parts.reduce((sum, { size }) => sum + size, 1);
}

function offsetOf(node: unknown): number {
  return (node as ParsedNode | null)?.range?.[0] ?? 0;
}
