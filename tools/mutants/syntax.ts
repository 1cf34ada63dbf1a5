/**
 * The syntax tree of a source, as far as changes need it: nodes with a type and a place, walked without their types.
 */
import { parseSync } from "vite";

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** AssemblyScript's decorators of functions are no TypeScript: spaces in their place keep every position true. */
const DECORATOR = /^@\w+(?:\([^)\n]*\))?/gm;

/** The program, or null where the text is no program. */
export function parse(source: string): Node | null {
  const text = source.replaceAll(DECORATOR, (decorator) => " ".repeat(decorator.length));
  const { program, errors } = parseSync("source.ts", text, { lang: "ts" });
  return errors.length > 0 ? null : (program as unknown as Node);
}

/** Of TypeScript's own nodes, those that have a value in them; all others are of types alone. */
const TYPED_VALUES = /^TS(?:As|Satisfies|NonNull|Instantiation)Expression$|^TSTypeAssertion$/;

/** What is of types alone, or names other modules: nothing in it runs. */
function isErased({ type, source }: Node): boolean {
  if (type.startsWith("TS")) return !TYPED_VALUES.test(type);
  return (
    /^(?:ImportDeclaration|ExportAllDeclaration)$/.test(type) || (type === "ExportNamedDeclaration" && source !== null)
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Partial<Node>).type === "string";
}

/** A node's children that run, with the field that each is in. */
export function* childrenOf(node: Node): Generator<[string, Node]> {
  for (const [field, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child) && !isErased(child)) yield [field, child];
    }
  }
}

/** Where a node stands: the nodes around it, innermost first, and the field of the innermost that it is in. */
export interface Place {
  readonly around: readonly Node[];
  readonly field: string;
}

/** Calls `visit` with every node that runs. */
export function walk(
  node: Node,
  visit: (node: Node, place: Place) => void,
  place: Place = { around: [], field: "" },
): void {
  visit(node, place);
  const around = [node, ...place.around];
  for (const [field, child] of childrenOf(node)) walk(child, visit, { around, field });
}
