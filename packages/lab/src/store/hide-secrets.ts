/** What should not be seen of a text that holds the address of a database, however it is mistyped. */

/** A text with something like these may hold a password: `scheme://`, `user:password@`, `password=`. */
const TELLTALE = /:\/\/|:.*@|(?:password|passwd|passphrase|pwd|secret)\s*=/is;

export function mayHoldSecret(text: string): boolean {
  return TELLTALE.test(text);
}

/** a mistyped file */
const HARMLESS = /^(?:sqlite|file):\/*[^:@=]*$/i;

/** Nothing but what it begins with, unless there is nothing to hide. */
export function hideSecrets(text: string): string {
  if (!mayHoldSecret(text) || HARMLESS.test(text)) return text;
  return `${/^\s*[a-z][a-z0-9+.-]*:\/{0,3}(?=[^/])/i.exec(text)?.[0].trimStart() ?? ""}***`;
}
