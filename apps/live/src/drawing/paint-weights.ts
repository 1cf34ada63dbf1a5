/** Paints each unit's weights as a picture, side by side. */
import type { WeightsData } from "../protocol/view-data.ts";
import { divergingColor, themeOf } from "./colors.ts";

const WIDTH = 640;
const GAP = 4;
/** of the whole picture, so that it does not grow beyond what it stands beside */
const MOST_HEIGHT = 480;

interface Tiles {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** pixels of the canvas for one weight */
  readonly scale: number;
}

/** As large as they may be with all of them on the canvas. */
export function layoutTiles({ shape: [height, width], values }: WeightsData): Tiles {
  const units = values.length / (height * width);
  let best: Tiles = { width: WIDTH, height: MOST_HEIGHT, columns: units, scale: 0 };
  for (let columns = 1; columns <= units; columns++) {
    const rows = Math.ceil(units / columns);
    const most = Math.floor((WIDTH / columns - GAP) / width);
    const scale = Math.min(most, Math.floor((MOST_HEIGHT / rows - GAP) / height), 48);
    if (scale > best.scale) best = { width: WIDTH, height: rows * (scale * height + GAP), columns, scale };
  }
  return { ...best, scale: Math.max(1, best.scale) };
}

export function paintWeights(context: CanvasRenderingContext2D, data: WeightsData, isDark: boolean): void {
  const { columns, scale } = layoutTiles(data);
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
