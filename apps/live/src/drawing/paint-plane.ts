/** Paints the plane of two inputs. */
import type { Points } from "../protocol/messages.ts";
import type { BoundaryData } from "../protocol/view-data.ts";
import { mix, readColor, themeOf } from "./colors.ts";

/** How strong a certain answer is: points of the same colour must still be seen on it. */
const STRONGEST = 0.55;
const RADIUS = 4.5;

export function paintBoundary(
  context: CanvasRenderingContext2D,
  { side, classes, confidence }: BoundaryData,
  colors: readonly string[],
  isDark: boolean,
): void {
  const ground = readColor(themeOf(isDark).background);
  const strong = colors.map(readColor);
  const image = new ImageData(side, side);
  for (let cell = 0; cell < side * side; cell++) {
    const color = strong[classes[cell]! % strong.length]!;
    image.data.set([...mix(ground, color, (STRONGEST * confidence[cell]!) / 255), 255], 4 * cell);
  }
  const { canvas } = context;
  const small = new OffscreenCanvas(side, side);
  small.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
}

export function paintPoints(
  context: CanvasRenderingContext2D,
  { values, labels, trainRows, extent }: Points,
  colors: readonly string[],
  isDark: boolean,
): void {
  const [left, bottom, right, top] = extent;
  const { width, height } = context.canvas;
  const { background } = themeOf(isDark);
  context.lineWidth = 1.5;
  for (let row = 0; row < labels.length; row++) {
    const x = ((values[2 * row]! - left) / (right - left)) * width;
    const y = ((top - values[2 * row + 1]!) / (top - bottom)) * height;
    const color = colors[labels[row]! % colors.length]!;
    context.beginPath();
    context.arc(x, y, RADIUS, 0, 2 * Math.PI);
    const isTraining = row < trainRows;
    context.fillStyle = isTraining ? color : background;
    context.strokeStyle = isTraining ? background : color;
    context.fill();
    context.stroke();
  }
}
