/**
 * Draws a line with a round pen: a pixel is covered by as much as its centre lies inside the pen's edge, one pixel
 * wide.
 */
import { IMAGE_SIZE } from "./fit-line.ts";
import type { Line } from "./line.ts";

/**
 * coverage[row * 28 + column] = share of the pixel that is inked, 0 .. 1, overwritten. Ink beyond the image is lost.
 */
export function inkLine(line: Line, coverage: Float64Array): void {
  coverage.fill(0);
  for (let stroke = 0; stroke < line.strokeCount; stroke++) {
    for (let i = (line.starts[stroke] as number) + 1; i < line.endOf(stroke); i++) inkSegment(line, i, coverage);
  }
}

function inkSegment(line: Line, i: number, coverage: Float64Array): void {
  const x0 = line.x[i - 1] as number;
  const y0 = line.y[i - 1] as number;
  const dx = (line.x[i] as number) - x0;
  const dy = (line.y[i] as number) - y0;
  const r0 = line.radius[i - 1] as number;
  const dr = (line.radius[i] as number) - r0;
  const reach = Math.max(r0, r0 + dr) + 0.5;
  const perSquaredLength = 1 / Math.max(dx * dx + dy * dy, 1e-12);

  const firstColumn = Math.max(Math.ceil(Math.min(x0, x0 + dx) - reach), 0);
  const lastColumn = Math.min(Math.floor(Math.max(x0, x0 + dx) + reach), IMAGE_SIZE - 1);
  const firstRow = Math.max(Math.ceil(Math.min(y0, y0 + dy) - reach), 0);
  const lastRow = Math.min(Math.floor(Math.max(y0, y0 + dy) + reach), IMAGE_SIZE - 1);
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const along = Math.min(Math.max(((column - x0) * dx + (row - y0) * dy) * perSquaredLength, 0), 1);
      const awayX = column - x0 - along * dx;
      const awayY = row - y0 - along * dy;
      const inside = r0 + along * dr + 0.5 - Math.sqrt(awayX * awayX + awayY * awayY);
      const at = row * IMAGE_SIZE + column;
      if (inside > (coverage[at] as number)) coverage[at] = Math.min(inside, 1);
    }
  }
}
