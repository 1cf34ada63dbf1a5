/** Small pictures side by side as an SVG, with the key of their colours. */
import { figureFont } from "./figure-font.ts";
import { fitText } from "./fit-text.ts";
import { divergingColor, type FigureTheme, lightTheme } from "./palette.ts";
import { formatTick } from "./ticks.ts";
import { layoutTiles, SEAM, type TileFigure } from "./tile-figure.ts";

const KEY = { width: 162, height: 10, steps: 54 } as const;

/** The picture as SVG text. `alternative` is read out instead of it. */
export function drawTiles(figure: TileFigure, alternative: string, theme: FigureTheme = lightTheme): string {
  const { width, height, side, places, beside } = layoutTiles(figure);
  const { title, note, tiles } = figure;
  const room = width - KEY.width - 180;
  const drawn = tiles.flatMap(({ pictures, label }, i) => {
    const { x, y } = places[i]!;
    const whole = pictures.length * (side.width + SEAM) - SEAM;
    return [
      ...pictures.map((picture, place) => show(picture, { x: x + place * (side.width + SEAM), y, ...side }, theme)),
      write(x + whole / 2, y + side.height + 14, fitText(label, whole, 11), theme.muted, 11, "middle"),
    ];
  });
  const shown =
    beside === null || figure.beside === null
      ? []
      : [
          show(figure.beside.picture, beside, theme),
          write(beside.x, beside.y + beside.height + 15, fitText(figure.beside.label, 180, 12), theme.muted, 12),
        ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${width} ${height}" font-family="${figureFont}">`,
    `<title>${escapeText(alternative)}</title>`,
    `<rect x="0" y="0" width="${width}" height="${height}" fill="${theme.background}"/>`,
    write(12, 22, fitText(title, room / 1.2, 16), theme.ink, 16, "start", "bold"),
    note === "" ? "" : write(12, 43, fitText(note, width - 24, 12), theme.warning, 12),
    drawKey(figure.limit, width, theme),
    ...shown,
    ...drawn,
    "</svg>",
  ].join("");
}

/** From the least to the greatest, with 0 in the middle. */
function drawKey(limit: number, width: number, theme: FigureTheme): string {
  const text = formatTick(limit, [limit]);
  const x = width - 70 - KEY.width;
  const step = KEY.width / KEY.steps;
  const strip = Array.from({ length: KEY.steps }, (_, i) => {
    const [red, green, blue] = divergingColor(((i + 0.5) / KEY.steps) * 2 - 1);
    const color = `rgb(${red},${green},${blue})`;
    return `<rect x="${x + i * step}" y="12" width="${step}" height="${KEY.height}" fill="${color}"/>`;
  });
  const middle = x + KEY.width / 2;
  return [
    ...strip,
    outline({ x, y: 12, width: KEY.width, height: KEY.height }, theme),
    write(x - 8, 21, `−${text}`, theme.muted, 12, "end"),
    write(x + KEY.width + 8, 21, `+${text}`, theme.muted, 12),
    `<path d="M${middle} ${12 + KEY.height}v4" stroke="${theme.axis}"/>`,
    write(middle, 38, "0", theme.muted, 11, "middle"),
  ].join("");
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `optimizeSpeed`: squares stay squares, in a painter that knows no `pixelated` (resvg) as in one that does. */
function show(picture: string, place: Place, theme: FigureTheme): string {
  const { x, y, width, height } = place;
  return (
    `<image x="${x}" y="${y}" width="${width}" height="${height}" preserveAspectRatio="none" ` +
    `image-rendering="optimizeSpeed" href="${picture}"/>${outline(place, theme)}`
  );
}

function outline({ x, y, width, height }: Place, theme: FigureTheme): string {
  return (
    `<rect x="${x - 0.5}" y="${y - 0.5}" width="${width + 1}" height="${height + 1}" fill="none" ` +
    `stroke="${theme.axis}" stroke-width="1"/>`
  );
}

function write(
  x: number,
  y: number,
  text: string,
  fill: string,
  size: number,
  anchor: "start" | "middle" | "end" = "start",
  weight: "normal" | "bold" = "normal",
): string {
  return (
    `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" ` +
    `fill="${fill}">${escapeText(text)}</text>`
  );
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
