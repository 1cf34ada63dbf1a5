/**
 * A source or a page taken apart: the lines of its comments or prose, the names in its code, the texts in its strings.
 */
import { parseSync } from "vite";

/** A piece of one line. */
export interface Piece {
  /** from 1 */
  readonly line: number;
  readonly text: string;
}

export interface Reading {
  /** lines of comments, or of a page's prose */
  readonly prose: readonly Piece[];
  /** identifiers of the code */
  readonly names: readonly Piece[];
  /** what stands between quotes */
  readonly strings: readonly Piece[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** AssemblyScript's decorators of functions are no TypeScript. */
const DECORATOR = /^@\w+(?:\([^)\n]*\))?/gm;

const blank = (text: string): string => text.replaceAll(/[^\n]/g, " ");

/** The spans of string literals, of templates' texts and of regular expressions. */
function* quotesOf(node: object): Generator<Span & { readonly isText: boolean }> {
  const { type, start, end, value } = node as { type?: string; start: number; end: number; value?: unknown };
  if (type === "Literal" && typeof value === "string") yield { start, end, isText: true };
  else if (type === "TemplateElement") yield { start, end, isText: true };
  else if (type === "Literal" && "regex" in node) yield { start, end, isText: false };
  for (const child of Object.values(node)) {
    if (typeof child === "object" && child !== null) yield* quotesOf(child as object);
  }
}

/** The source with blanks for what TypeScript does not parse, so that positions remain true. */
export function blankDecorators(source: string): string {
  return source.replaceAll(DECORATOR, blank);
}

/** Throws SyntaxError for what is no TypeScript. */
export function readSource(source: string): Reading {
  const parsed = blankDecorators(source);
  const { program, comments, errors } = parseSync("source.ts", parsed, { lang: "ts" });
  if (errors.length > 0) throw new SyntaxError(errors[0]!.message);
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineAt = (at: number): number => starts.findLastIndex((start) => start <= at) + 1;
  const linesOf = ({ start, end }: Span): Piece[] => {
    const first = lineAt(start);
    return source
      .slice(start, end)
      .split("\n")
      .map((text, i) => ({ line: first + i, text }));
  };
  const quotes = [...quotesOf(program)];
  let code = "";
  for (const { start, end } of [...comments, ...quotes].sort((a, b) => a.start - b.start)) {
    code += parsed.slice(code.length, start) + blank(parsed.slice(start, end));
  }
  code += parsed.slice(code.length);
  return {
    prose: comments.flatMap(linesOf),
    names: code
      .split("\n")
      .flatMap((text, i) => [...text.matchAll(/[\w$]+/g)].map(([name]) => ({ line: i + 1, text: name }))),
    strings: quotes.filter(({ isText }) => isText).flatMap(linesOf),
  };
}

/** The prose of a page: no blocks of code, no tables, no lines of HTML; a link is what it shows. */
export function readPage(markdown: string): Reading {
  let isCode = false;
  const prose = markdown.split("\n").flatMap((text, i) => {
    const isFence = /^\s*(?:```|~~~)/.test(text);
    if (isFence) isCode = !isCode;
    if (isFence || isCode || /^\s*[|<]/.test(text)) return [];
    return [{ line: i + 1, text: text.replaceAll(/\]\([^)\s]*\)/g, "]") }];
  });
  return { prose, names: [], strings: [] };
}
