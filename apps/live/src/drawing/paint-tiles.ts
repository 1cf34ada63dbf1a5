/** Paints a picture for each unit, side by side: blue below 0, red above. */
import { divergingColor, themeOf } from "./colors.ts";

/** Of the canvas, about: it is shown as wide as its panel. */
const WIDTH = 640;
const GAP = 4;

/** [units, height, width]; `scale` has the strongest colour */
export interface UnitPictures {
  readonly shape: readonly [height: number, width: number];
  readonly values: Float32Array;
  readonly scale: number;
}

export interface Tiles {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** pixels of the canvas for one weight */
  readonly scale: number;
}

/** As many columns as keep the whole within `tallest` times its width. */
export function layoutTiles({ shape: [height, width], values }: UnitPictures, tallest: number): Tiles {
  const units = values.length / (height * width);
  let columns = 1;
  while (columns < units && (Math.ceil(units / columns) * height) / (columns * width) > tallest) columns++;
  const scale = Math.max(1, Math.floor((WIDTH / columns - GAP) / width));
  const rows = Math.ceil(units / columns);
  return { width: columns * (scale * width + GAP), height: rows * (scale * height + GAP), columns, scale };
}

export function paintTiles(
  context: CanvasRenderingContext2D,
  data: UnitPictures,
  { columns, scale }: Tiles,
  isDark: boolean,
): void {
  const [height, width] = data.shape;
  const pixels = height * width;
  const { background } = themeOf(isDark);
  context.fillStyle = background;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.imageSmoothingEnabled = false;
  const small = new OffscreenCanvas(width, height);
  const tile = small.getContext("2d");
  if (tile === null) return;
  for (let unit = 0; unit * pixels < data.values.length; unit++) {
    const image = new ImageData(width, height);
    for (let i = 0; i < pixels; i++) {
      image.data.set([...divergingColor(data.values[unit * pixels + i]! / data.scale), 255], 4 * i);
    }
    tile.putImageData(image, 0, 0);
    const x = (unit % columns) * (scale * width + GAP);
    const y = Math.floor(unit / columns) * (scale * height + GAP);
    context.drawImage(small, x, y, scale * width, scale * height);
  }
}
