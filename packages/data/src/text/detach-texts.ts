/**
 * The same texts in memory of their own: what an engine cuts out of a text is a view of it, and keeps all of a file of
 * hundreds of megabytes for a few names. None holds a zero character, as no file's text does.
 */
export function detachTexts(texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : texts.join("\0").split("\0");
}
