/**
 * For `sort`, by code point, as Python does: JavaScript's own order is that of UTF-16 units, which puts U+FF5E behind
 * an emoji.
 */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] === b[i]) continue;
    // units differ; within a pair the first unit may be the same, and then the second decides
    return weightOf(a.charCodeAt(i)) - weightOf(b.charCodeAt(i));
  }
  return a.length - b.length;
}

/** A unit's place when texts are compared by code points: halves of pairs stand for those above U+FFFF. */
function weightOf(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
