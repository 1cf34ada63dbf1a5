/**
 * Literals of Python as NumPy's headers have them: texts, whole numbers, True, False, None, tuples, lists and
 * dictionaries with texts as keys.
 */
export type PythonLiteral =
  | string
  | number
  | boolean
  | null
  | readonly PythonLiteral[]
  | { readonly [key: string]: PythonLiteral };

/** Deeper ones are no header. */
const DEEPEST = 16;

/** Throws SyntaxError for what is none of these. */
export function parsePythonLiteral(text: string): PythonLiteral {
  const parser = new Parser(text);
  const value = parser.value(0);
  if (parser.peek() !== "") throw new SyntaxError(`something follows its end`);
  return value;
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ["True", true],
  ["False", false],
  ["None", null],
]);

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next character that is no blank; "" at the end. */
  peek(): string {
    while (/\s/.test(this.#text[this.#at] ?? "x")) this.#at++;
    return this.#text[this.#at] ?? "";
  }

  value(depth: number): PythonLiteral {
    if (depth > DEEPEST) throw new SyntaxError("it is too deep");
    const next = this.peek();
    if (next === "'" || next === '"') return this.#string(next);
    if (next === "(") return this.#list(")", depth);
    if (next === "[") return this.#list("]", depth);
    if (next === "{") return this.#dictionary(depth);
    const word = /^(?:-?\d+L?|[A-Za-z]+)/.exec(this.#text.slice(this.#at, this.#at + 32))?.[0];
    if (word === undefined) throw new SyntaxError(`"${next.replace(/[^\x20-\x7e]/, "?")}" cannot stand there`);
    this.#at += word.length;
    const named = WORDS.get(word);
    if (named !== undefined) return named;
    const number = Number(word.replace(/L$/, ""));
    if (!Number.isSafeInteger(number)) throw new SyntaxError(`${word} cannot stand there`);
    return number;
  }

  #string(quote: string): string {
    const end = this.#text.indexOf(quote, this.#at + 1);
    if (end === -1) throw new SyntaxError("a text in it does not end");
    const text = this.#text.slice(this.#at + 1, end);
    if (text.includes("\\")) throw new SyntaxError("a text in it has a backslash");
    this.#at = end + 1;
    return text;
  }

  #list(close: string, depth: number): PythonLiteral[] {
    this.#at++;
    const values: PythonLiteral[] = [];
    while (this.peek() !== close) {
      values.push(this.value(depth + 1));
      this.#comma(close);
    }
    this.#at++;
    return values;
  }

  #dictionary(depth: number): { readonly [key: string]: PythonLiteral } {
    this.#at++;
    const entries: [string, PythonLiteral][] = [];
    while (this.peek() !== "}") {
      const key = this.value(depth + 1);
      if (typeof key !== "string" || this.peek() !== ":") throw new SyntaxError("a key in it is no text");
      this.#at++;
      entries.push([key, this.value(depth + 1)]);
      this.#comma("}");
    }
    this.#at++;
    return Object.fromEntries(entries);
  }

  /** After the last one it may stand or not. */
  #comma(close: string): void {
    const next = this.peek();
    if (next === ",") this.#at++;
    else if (next !== close) throw new SyntaxError("a comma is missing in it");
  }
}
