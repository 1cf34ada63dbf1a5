/** Hides the secrets in the address of a database, however it is mistyped. */

const PASSWORD_WORD = /(?:password|passwd|passphrase|pwd|secret)\s*=/i;

/** What comes before a password. */
const TAIL = new RegExp(`:|${PASSWORD_WORD.source}`, "i");

/**
 * A text with one of these forms may hold a password: `scheme://`, `user:password@`,
 * `host:port:database:user:password`.
 */
const TELLTALE = /:\/\/|:.*[:@]/s;

/** A file's URL, or a Windows drive: what follows is a path. */
const FILE_FORM = /^(?:sqlite|file):\/*(?:[a-z]:(?=[\\/]))?/i;

export function mayHoldSecret(text: string): boolean {
  const plain = text
    .replaceAll(/%(?:25)*40/g, "@")
    .replaceAll(/%(?:25)*3a/gi, ":")
    // a time of day, or SQLite's name for a store in memory
    .replaceAll(/(?<![\d:])\d{2}:\d{2}:\d{2}(?![\d:])/g, "")
    .replace(/(?<=^|[\\/:]):memory:(?=$|\?)/i, "");
  if (PASSWORD_WORD.test(plain)) return true;
  const path = plain.replace(FILE_FORM, "");
  return path === plain ? TELLTALE.test(plain) : /[:@]/.test(path);
}

/** Splits a user, a database or an option's value: what may be shown, and what may be a password at its end, or "". */
export function splitTail(text: string): readonly [shown: string, tail: string] {
  const start = TAIL.exec(text);
  if (start === null) return [text, ""];
  const end = start.index + start[0].length;
  return [`${text.slice(0, end)}***`, text.slice(end)];
}

/** Only the scheme, unless there is nothing to hide. */
export function hideSecrets(text: string): string {
  if (!mayHoldSecret(text)) return text;
  return `${/^\s*[a-z][a-z0-9+.-]*:\/{0,3}(?=[^/])/i.exec(text)?.[0].trimStart() ?? ""}***`;
}
