/** Small pictures side by side, all in the colours of one scale that is symmetric about 0. */

export interface Tile {
  /** below it */
  readonly label: string;
  /** data addresses of pictures of one size, next to each other: what is seen of each of several channels */
  readonly pictures: readonly string[];
}

export interface TileFigure {
  readonly title: string;
  readonly note: string;
  /** pixels of each picture of a tile */
  readonly rows: number;
  readonly columns: number;
  readonly tiles: readonly Tile[];
  /** what the tiles are seen beside, in colours of its own */
  readonly beside: { readonly label: string; readonly picture: string; readonly ratio: number } | null;
  /** the palette runs from -limit to limit */
  readonly limit: number;
}

/** Of a tile's picture, in pixels of the drawing. */
export interface TilePlace {
  readonly x: number;
  readonly y: number;
}

export interface TileLayout {
  readonly width: number;
  readonly height: number;
  /** of each picture of a tile */
  readonly side: { readonly width: number; readonly height: number };
  /** of each tile's first picture; the next are beside it */
  readonly places: readonly TilePlace[];
  readonly beside: (TilePlace & { readonly width: number; readonly height: number }) | null;
}

const WIDTH = 960;
const MARGIN = 12;
const GAP = 14;
/** between the pictures of one tile */
export const SEAM = 2;
const LABEL = 20;
const BESIDE = 170;
/** A tile is so wide at least, where its pictures have few pixels and where they have many. */
const LEAST = { few: 48, many: 68 } as const;
const MOST = 112;

export function layoutTiles({ note, rows, columns, tiles, beside }: TileFigure): TileLayout {
  const left = MARGIN + (beside === null ? 0 : BESIDE + 2 * GAP);
  const top = note === "" ? 52 : 70;
  const room = WIDTH - MARGIN - left;
  const each = tiles[0]?.pictures.length ?? 1;
  const least = columns < 12 ? LEAST.few : LEAST.many;
  const widthOf = (perLine: number): number =>
    Math.min(MOST, ((room + GAP) / perLine - GAP - (each - 1) * SEAM) / each);
  let lines = 1;
  while (lines < tiles.length && widthOf(Math.ceil(tiles.length / lines)) < least) lines++;
  const perLine = Math.max(1, Math.ceil(tiles.length / lines));
  const pixel = widthOf(perLine) / Math.max(rows, columns);
  // half pixels are whole ones in a PNG: every square as large as the next
  const exact = pixel >= 1 ? Math.floor(pixel * 2) / 2 : pixel;
  const side = { width: exact * columns, height: exact * rows };
  const step = { x: each * side.width + (each - 1) * SEAM + GAP, y: side.height + LABEL + 8 };
  const places = tiles.map((_, i) => ({
    x: left + (i % perLine) * step.x,
    y: top + Math.floor(i / perLine) * step.y,
  }));
  const around =
    beside === null
      ? null
      : { x: MARGIN, y: top, width: BESIDE * Math.min(1, beside.ratio), height: BESIDE / Math.max(1, beside.ratio) };
  const bottom = Math.max(top + lines * step.y, around === null ? 0 : around.y + around.height + LABEL + 8);
  return { width: WIDTH, height: Math.ceil(bottom + 4), side, places, beside: around };
}
