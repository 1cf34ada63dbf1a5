/**
 * Strings in lines that are too wide though they could be broken: by `+`, at a blank. Others cannot: what a tag reads,
 * as `html` does, what has lines of its own, names and types, and what is written without blanks.
 */
import { parseSync } from "vite";
import { blankDecorators } from "./read-text.ts";

export interface LongString {
  /** from 1: the line that is too wide */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly value?: unknown;
  readonly quasis?: readonly Node[];
}

/** Whose strings have a form or a meaning that a sum of strings has not. */
const WHOLE: ReadonlySet<string> = new Set([
  ..."ImportDeclaration ExportNamedDeclaration ExportAllDeclaration ImportExpression ExpressionStatement".split(" "),
  ..."TaggedTemplateExpression MemberExpression TSLiteralType TSAsExpression TSEnumMember ImportAttribute".split(" "),
]);

/** Strings and templates that a `+` may break, each with what it stands in. */
function* breakable(node: Node, parent: Node | null): Generator<Node> {
  const isString = node.type === "Literal" && typeof node.value === "string";
  if (isString || node.type === "TemplateLiteral") {
    const isKey = parent?.type === "Property" && (parent as unknown as { key: Node }).key === node;
    if (parent !== null && !WHOLE.has(parent.type) && !isKey) yield node;
    // what stands within a template's braces is part of its one text
    return;
  }
  if (node.type === "TaggedTemplateExpression" || node.type === "TSLiteralType") return;
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? (child as unknown[]) : [child]) {
      if (typeof one === "object" && one !== null && "type" in one) yield* breakable(one as Node, node);
    }
  }
}

/** Where a string may be broken: behind each blank of its text that more text follows. */
export function findBreaks(source: string, { start, end, quasis }: Node): number[] {
  const texts = quasis ?? [{ start: start + 1, end: end - 1 }];
  return texts.flatMap((text) =>
    [...source.slice(text.start, text.end).matchAll(/ (?=[^ ])/g)].map(({ index }) => text.start + index + 1),
  );
}

/** Of each line that is wider than `width`, the first string that reaches beyond it and could be broken before. */
export function findLongStrings(source: string, width: number): LongString[] {
  const { program } = parseSync("source.ts", blankDecorators(source), { lang: "ts" });
  const nodes = [...breakable(program as unknown as Node, null)];
  let start = 0;
  return source.split("\n").flatMap((text, i) => {
    const [from, to] = [start, start + text.length];
    start = to + 1;
    if (text.length <= width) return [];
    const indent = text.length - text.trimStart().length;
    const found = nodes.find(
      (node) =>
        node.start >= from &&
        node.end <= to &&
        node.end > from + width &&
        findBreaks(source, node).some((at) => at > node.start + 2 && at - node.start + indent < width),
    );
    return found === undefined ? [] : [{ line: i + 1, start: found.start, end: found.end }];
  });
}
