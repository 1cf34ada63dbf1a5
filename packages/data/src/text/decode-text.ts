/**
 * Bytes to text. A byte order mark decides; without one, zero bytes in every second place tell UTF-16; bytes that are
 * not UTF-8 are taken for Windows-1252, in which every byte is a character and which Latin-1 is a part of (Encoding
 * Standard, 4.2).
 */
import { TableError } from "../errors.ts";
import { describeForeignFormat } from "./foreign-formats.ts";
import { lineOf } from "./line-of.ts";

/** Those that a table may be written in, by their names in the Encoding Standard. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** A file's text and how it was found. */
export interface DecodedText {
  /** without the byte order mark */
  readonly text: string;
  readonly encoding: Encoding;
  /** where `encoding` is windows-1252 because UTF-8 it is not: the line of the first byte that says so; else null */
  readonly notUtf8Line: number | null;
}

/** The longest text of V8 has 2^29 - 24 characters. */
const MOST_BYTES = 500_000_000;

const MARKS: readonly (readonly [readonly number[], Encoding])[] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

const UTF_32_MARKS = [
  [0xff, 0xfe, 0, 0],
  [0, 0, 0xfe, 0xff],
];

/** So many bytes show whether every second one is zero. */
const SAMPLE_BYTES = 4096;

/**
 * The text of a file. `name` is the file's, for messages; `encoding` overrides what the bytes suggest. Throws
 * TableError for what is no text: a known binary format, a zero character, bytes that `encoding` does not have.
 */
export function decodeText(bytes: Uint8Array, name: string, encoding?: Encoding): DecodedText {
  const foreign = describeForeignFormat(bytes);
  if (foreign !== null) throw new TableError(`Cannot read ${name}: ${foreign}`);
  if (bytes.length > MOST_BYTES) {
    throw new TableError(
      `Cannot read ${name}: it has ${bytes.length} bytes, at most ${MOST_BYTES} are read at once; split it`,
    );
  }
  if (UTF_32_MARKS.some((mark) => startsWith(bytes, mark))) {
    throw new TableError(`Cannot read ${name}: its encoding is UTF-32; save it as UTF-8`);
  }
  const chosen = encoding ?? MARKS.find(([mark]) => startsWith(bytes, mark))?.[1] ?? guessUtf16(bytes);
  const decoded = chosen === null ? decodeUtf8OrWindows(bytes) : decodeAs(chosen, bytes, name);
  const zero = decoded.text.indexOf("\0");
  if (zero !== -1) {
    const line = lineOf(decoded.text, zero);
    throw new TableError(
      `Cannot read ${name}: line ${line} holds a zero byte, which no text has; it is a binary file, or damaged`,
      line,
    );
  }
  return decoded;
}

function decodeUtf8OrWindows(bytes: Uint8Array): DecodedText {
  const text = tryDecode("utf-8", bytes);
  if (text !== null) return { text, encoding: "utf-8", notUtf8Line: null };
  return {
    text: new TextDecoder("windows-1252").decode(bytes),
    encoding: "windows-1252",
    notUtf8Line: findLineNotUtf8(bytes),
  };
}

function decodeAs(encoding: Encoding, bytes: Uint8Array, name: string): DecodedText {
  const text = tryDecode(encoding, bytes);
  if (text !== null) return { text, encoding, notUtf8Line: null };
  const odd = encoding !== "utf-8" && bytes.length % 2 === 1 ? ", it has an odd number of bytes" : "";
  const place = encoding === "utf-8" ? `line ${findLineNotUtf8(bytes)}` : "it";
  throw new TableError(
    `Cannot read ${name}: ${place} is not ${encoding.toUpperCase()}${odd}; it is cut short or damaged, or in ` +
      "another encoding",
  );
}

/** Null where `bytes` are not of that encoding. */
function tryDecode(encoding: Encoding, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * The ends of lines are bytes of their own in UTF-8, never a part of another character: lines can be tried one by one.
 */
function findLineNotUtf8(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (let i = 0; i < bytes.length; i++) {
    const isEnd = bytes[i] === LINE_FEED || (bytes[i] === CARRIAGE_RETURN && bytes[i + 1] !== LINE_FEED);
    if (!isEnd) continue;
    if (tryDecode("utf-8", bytes.subarray(start, i)) === null) return line;
    start = i + 1;
    line++;
  }
  return line;
}

/** Digits, delimiters and Latin letters have a zero byte each in UTF-16. */
function guessUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const pairs = Math.min(bytes.length, SAMPLE_BYTES) >> 1;
  let first = 0;
  let second = 0;
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) first++;
    if (bytes[2 * i + 1] === 0) second++;
  }
  if (second > pairs / 2 && first < pairs / 20) return "utf-16le";
  return first > pairs / 2 && second < pairs / 20 ? "utf-16be" : null;
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}
