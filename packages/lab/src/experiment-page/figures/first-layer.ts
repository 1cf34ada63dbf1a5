/** What the first layer of a network on pictures looks for, and what it answers to one of them. */
import { divergingColor, drawTiles, type Tile, type TileFigure } from "charts";
import type { Figure } from "../../page-kit/figures/figure.ts";
import { finishDrawing } from "../../page-kit/figures/finish-figure.ts";
import type { FirstLayer, LayerAnswers, UnitPictures } from "../../performance/first-layer.ts";
import { encodePng } from "../../performance/picture.ts";
import { countOf } from "../words.ts";

export const FILTERS_FIGURE = "filters";
export const CHANNELS_FIGURE = "channels";

/** More are not looked at, and make the page heavy: their files of so many pixels in all. */
const MOST_UNITS = 64;
const MOST_PIXELS = 64_000;

export function drawFirstLayer(first: FirstLayer | null, note: string): readonly Figure[] {
  if (first === null) return [];
  const { filters, answers, name } = first;
  return [
    ...(filters === null ? [] : [drawFilters(filters, { name, note, isKernel: answers !== null })]),
    ...(answers === null ? [] : [drawAnswers(answers, name, note)]),
  ];
}

interface Told {
  readonly name: string;
  readonly note: string;
  /** whether its units move over the picture */
  readonly isKernel: boolean;
}

function drawFilters(filters: UnitPictures, { name, note, isKernel }: Told): Figure {
  const { height, width, channels, units } = filters;
  const what = countOf(units, isKernel ? "filter" : "unit");
  const { tiles, limit, isCut } = paintUnits(filters);
  const which = tellWhich(tiles.length, units);
  const title = `What the first layer looks for: ${what} of ${height} × ${width} weights${which}`;
  const alternative = `${title}, as small pictures from blue (below 0) to red (above 0), at most ${limit} from 0.`;
  const side = channels === 1 ? "" : ` The ${channels} pictures of each are its weights for the channels of its input.`;
  const look = isKernel
    ? "Edges, spots and strokes of one direction are what a trained filter looks like; one that is pale everywhere " +
      "does little, and one like noise has learnt little."
    : "A trained unit shows strokes, and what must not be beside them; noise is left where all pictures are alike, or " +
      "where little has been learnt, and a unit that is pale everywhere does little.";
  return finishDrawing(
    drawTiles({ title, note, rows: height, columns: width, tiles, limit, beside: null }, alternative),
    {
      name: FILTERS_FIGURE,
      caption:
        `The weights of ${name}, the first layer: ${what} of ${height} × ${width}${which}. What lies where one is red ` +
        `raises its answer, where it is blue lowers it; all have one scale${tellCut(isCut)}.${side} ${look}`,
      alternative,
    },
  );
}

function drawAnswers(answers: LayerAnswers, name: string, note: string): Figure {
  const { height, width, units, of } = answers;
  const { tiles, limit, isCut } = paintUnits(answers);
  const which = tellWhich(tiles.length, units);
  const silent = countSilent(answers);
  const title = `What its ${countOf(units, "channel")} answer to one picture${which}`;
  const label = of.truth === null ? of.place : `${of.place}: ${of.truth}`;
  const beside: TileFigure["beside"] = { label, picture: of.picture, ratio: of.ratio };
  const alternative =
    `${title} (${label}), each as a picture of ${height} × ${width} beside it; ` +
    `${silent === 0 ? "none is" : silent === 1 ? "1 is" : `${silent} are`} 0 everywhere.`;
  const quiet =
    silent === 0
      ? ""
      : ` ${silent === 1 ? "One channel answers" : `${silent} channels answer`} nothing to this picture.`;
  return finishDrawing(drawTiles({ title, note, rows: height, columns: width, tiles, limit, beside }, alternative), {
    name: CHANNELS_FIGURE,
    caption:
      `What each channel of ${name} gives for one picture (${label})${which}, in the order of the filters: ` +
      "strong where the picture has what the filter looks for, white where it answers nothing; all have one scale" +
      `${tellCut(isCut)}.${quiet} Two ` +
      "that look alike do the same work, and one that is white for every picture is dead.",
    alternative,
  });
}

function tellWhich(shown: number, units: number): string {
  return shown < units ? `, the first ${shown} of them` : "";
}

function tellCut(isCut: boolean): string {
  return isCut ? ", whose ends stand for the few that are stronger, too" : "";
}

function countSilent({ values, units }: UnitPictures): number {
  const speaks = new Uint8Array(units);
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) speaks[i % units] = 1;
  return speaks.reduce((silent, one) => silent + (one === 0 ? 1 : 0), 0);
}

interface Painted {
  readonly tiles: readonly Tile[];
  readonly limit: number;
  /** whether some numbers are beyond the limit */
  readonly isCut: boolean;
}

/** One scale for all, also for those that are not shown. */
function paintUnits(pictures: UnitPictures): Painted {
  const { height, width, channels, units, values } = pictures;
  const shown = Math.min(units, MOST_UNITS, Math.max(1, Math.floor(MOST_PIXELS / (height * width * channels))));
  const { limit, isCut } = findLimit(values);
  const paint = (unit: number, channel: number): string => {
    const pixels = new Uint8Array(height * width * 3);
    for (let at = 0; at < height * width; at++) {
      const value = values[(at * channels + channel) * units + unit]!;
      pixels.set(divergingColor(value / limit), at * 3);
    }
    const png = encodePng({ height, width, channels: 3, values: pixels });
    return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  };
  const tiles = Array.from({ length: shown }, (_, unit) => ({
    label: String(unit + 1),
    pictures: Array.from({ length: channels }, (_one, channel) => paint(unit, channel)),
  }));
  return { tiles, limit, isCut };
}

/** The share of numbers that the scale holds: a few strong ones would make all others pale. */
const HELD = 0.998;

/** A magnitude, rounded up to two digits. */
function findLimit(values: ArrayLike<number>): Pick<Painted, "limit" | "isCut"> {
  const sorted = Float64Array.from(values, Math.abs).sort();
  const largest = sorted[sorted.length - 1] ?? 0;
  const held = sorted[Math.ceil(sorted.length * HELD) - 1] ?? 0;
  if (!(held > 1e-300)) return { limit: largest > 1e-300 ? largest : 1, isCut: false };
  const limit = Number(held.toPrecision(2));
  const step = 10 ** (Math.floor(Math.log10(held)) - 1);
  const rounded = limit < held ? Number((limit + step).toPrecision(2)) : limit;
  return { limit: rounded, isCut: largest > rounded };
}
