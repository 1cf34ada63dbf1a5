/**
 * What programs write before the rows: comments (`numpy.savetxt` and Octave begin a header with # or %), and Excel's
 * `sep=;`, which names the delimiter.
 */
import type { TextPlace } from "./record-reader.ts";

/** What stands before the rows. */
export interface Prologue {
  /** where the rows begin */
  readonly place: TextPlace;
  readonly commentLines: number;
  /** the last comment, without its marks: it may hold the names of the columns; null where there is none */
  readonly lastComment: { readonly text: string; readonly line: number } | null;
  /** what `sep=` says; null without it */
  readonly delimiter: string | null;
}

const SEPARATOR = /^sep=([^\p{L}\p{N}+\-."'])[ \t]*$/iu;
const COMMENT = /^[ \t]*(?:#|%)+(.*)$/;

/** A name may be # or %, as in `#,weight`: then a delimiter follows. */
const NAME = /^[ \t]*[#%][,;|\t]/;

/**
 * `given` is the delimiter, where it is known: a line of delimiters is a row of missing values, not blank. Null or
 * undefined: none is known.
 */
export function skipPrologue(text: string, given?: string | null): Prologue {
  let [index, line, commentLines] = [0, 1, 0];
  let lastComment: Prologue["lastComment"] = null;
  let delimiter: string | null = null;
  while (index < text.length) {
    const end = findLineEnd(text, index);
    const content = text.slice(index, end);
    const separator = line === 1 ? SEPARATOR.exec(content)?.[1] : undefined;
    const comment = NAME.test(content) ? null : COMMENT.exec(content);
    if (separator === undefined && comment === null && !isBlankLine(content, given ?? delimiter)) break;
    if (separator !== undefined) delimiter = separator;
    if (comment !== null) lastComment = { text: comment[1]!.trim(), line };
    if (separator !== undefined || comment !== null) commentLines++;
    if (end === text.length) {
      index = end;
      break;
    }
    index = text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : end + 1;
    line++;
  }
  return { place: { index, line }, commentLines, lastComment, delimiter };
}

/** As the records are cut: between blanks a blank is no delimiter of its own. */
function isBlankLine(content: string, delimiter: string | null): boolean {
  return /^[ \t\u00a0]*$/.test(content) && (delimiter === null || delimiter === " " || !content.includes(delimiter));
}

function findLineEnd(text: string, from: number): number {
  const end = /[\r\n]/g;
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}
