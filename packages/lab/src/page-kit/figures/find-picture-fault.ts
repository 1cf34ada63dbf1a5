/**
 * What a painter must not be given: resvg ends the whole process on a path whose points lie far outside its picture,
 * and takes all memory for one that is too large. Figures are cut at their plots' edges, so that none of this is there;
 * should it be, one is missing.
 */

/** pixels from the corner; the process ends from about 1e9 on */
const FARTHEST = 20_000;
const MOST_PIXELS = 50_000_000;

const GEOMETRY =
  /\s(?:d|points|transform|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|width|height|font-size|stroke-width)="([^"]*)"/g;
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|NaN|Infinity|undefined/gi;
/** XML 1.0, 2.2: the complement of Char, but surrogates, which no text of UTF-8 has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NO_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/** In words, for "a picture with ..."; null for a picture that can be painted at `zoom` pixels per pixel of the SVG. */
export function findPictureFault(svg: string, zoom: number): string | null {
  if (NO_XML.test(svg)) return "a control character";
  const [, width, height] = /^<svg [^>]*?width="([^"]+)" height="([^"]+)"/.exec(svg) ?? [];
  const pixels = Number(width) * Number(height) * zoom ** 2;
  if (!(pixels > 0 && pixels <= MOST_PIXELS)) return `a size of ${width} x ${height} pixels`;
  for (const [, values = ""] of svg.matchAll(GEOMETRY)) {
    for (const [number] of values.matchAll(NUMBER)) {
      if (!(Math.abs(Number(number)) <= FARTHEST)) return `a coordinate of ${number}`;
    }
  }
  return null;
}
