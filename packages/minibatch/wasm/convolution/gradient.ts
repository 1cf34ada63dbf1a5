/**
 * The gradient of a convolution's weights, [KH KW C / groups, F]: place by place of the window, the product of what all
 * windows see there with the errors of their pixels. Both are read where they lie, or the source from its copy with
 * zeros around it. A chunk's pixels are summed in order in registers, from 0, and chunks in order in memory: the bits
 * depend on the shapes alone, and long sums keep more of their figures than in one go.
 */
import { areaOf, chunkImages, chunkRows, cutChunks, fitsArea, listRows, MOST_PIXELS } from "./area";
import { AREA_AT, PIXELS_AT, RUNS_AT } from "./convolve";
import { addDepthwiseChunk } from "./depthwise";
import { addedTile, panelWidth } from "./tiles";
import {
  channels, dilationColumns, dilationRows, groups, kernelColumns, kernelRows, outChannels, outHeight, outWidth, pixelBytes, rowBytes,
  strideColumns, stripWidth,
} from "./view";

/** Rows m0 .. m1 and columns n0 .. n1, of each group, of dw, summed over B images. */
export function convolutionGradient(
  x: usize, dy: usize, dw: usize, B: i32, m0: i32, m1: i32, n0: i32, n1: i32, tileRows: i32, tileColumns: i32, scratch: usize,
): void {
  if (m1 <= m0 || n1 <= n0) return;
  // lanes are channels: columns of dw, for the only column of each group would be a lane alone
  const isDepthwise = isOneEach();
  if (!fitsArea()) unreachable();
  cutChunks();
  listRows(scratch + RUNS_AT);
  const Fg = outChannels / groups;
  if (isDepthwise) {
    for (let m = m0; m < m1; m++) clear(dw + (<usize>(m * outChannels + n0) << 2), n1 - n0);
  } else for (let g = 0; g < groups; g++) {
    for (let m = m0; m < m1; m++) clear(dw + (<usize>(m * outChannels + g * Fg + n0) << 2), n1 - n0);
  }
  for (let m = m0; m < m1; m += MOST_PIXELS) {
    const count = min(MOST_PIXELS, m1 - m);
    listPlaces(m, count, scratch + PIXELS_AT);
    for (let image = 0; image < B;) {
      const images = min(max(1, chunkImages), B - image);
      for (let row = 0; row < outHeight; row += chunkRows) {
        const rows = min(chunkRows, outHeight - row);
        for (let strip = 0; strip < outWidth; strip += stripWidth) {
          const area = areaOf(x, image, images, row, rows, strip, scratch + AREA_AT);
          const errors = dy + (<usize>((image * outHeight + row) * outWidth + strip) * <usize>outChannels << 2);
          const columns = min(stripWidth, outWidth - strip);
          if (isDepthwise) addDepthwiseChunk(area, errors, scratch + RUNS_AT, images * rows, columns, scratch + PIXELS_AT, dw, n0, n1, <usize>strideColumns * pixelBytes);
          else addChunk(area, errors, images * rows, columns, dw, m, count, n0, n1, tileRows, tileColumns, scratch);
        }
      }
      image += images;
    }
  }
}

/** Whether every channel is a group by itself, with one filter. */
export function isOneEach(): bool {
  return groups > 1 && groups == channels && groups == outChannels;
}

function clear(to: usize, count: i32): void {
  for (let n = 0; n < count; n++) store<f32>(to + (<usize>n << 2), 0);
}

/** Where each of `count` places of a window lies, from the `first` on, from the window's beginning. */
function listPlaces(first: i32, count: i32, table: usize): void {
  const Cg = channels / groups;
  for (let m = first; m < first + count; m++) {
    const place = m / Cg, row = place / kernelColumns;
    const column = place - row * kernelColumns;
    const at = <usize>(row * dilationRows) * rowBytes + <usize>(column * dilationColumns) * pixelBytes + (<usize>(m - place * Cg) << 2);
    store<i32>(table, <i32>at);
    table += 4;
  }
}

/** Adds the sums over a chunk, of `rows` rows of `width` output pixels. */
function addChunk(
  area: usize, errors: usize, rows: i32, width: i32, dw: usize, m: i32, count: i32, n0: i32, n1: i32, tileRows: i32, tileColumns: i32, scratch: usize,
): void {
  const Fg = outChannels / groups, Cg = channels / groups;
  const row = <usize>outChannels << 2;
  const step = <usize>strideColumns * pixelBytes;
  const spare = scratch;
  for (let g = 0; g < groups; g++) {
    for (let n = n0; n < n1;) {
      const panel = panelWidth(n1 - n, tileColumns);
      const columns = min(panel, n1 - n);
      const here = <usize>(g * Fg + n) << 2;
      const panelRow = <usize>panel << 2;
      let to = dw + <usize>m * row + here;
      for (let i = 0; i < count; i += tileRows) {
        const some = min(tileRows, count - i);
        const offsets = scratch + PIXELS_AT + (<usize>i << 2);
        if (columns == panel) {
          addedTile(some, panel, area + (<usize>(g * Cg) << 2), offsets, scratch + RUNS_AT, rows, step, errors + here, row, to, row, width);
        } else {
          // nothing is written beyond the columns
          for (let r = 0; r < some; r++) memory.copy(spare + <usize>r * panelRow, to + <usize>r * row, <usize>columns << 2);
          addedTile(some, panel, area + (<usize>(g * Cg) << 2), offsets, scratch + RUNS_AT, rows, step, errors + here, row, spare, panelRow, width);
          for (let r = 0; r < some; r++) memory.copy(to + <usize>r * row, spare + <usize>r * panelRow, <usize>columns << 2);
        }
        to += row * tileRows;
      }
      n += panel;
    }
  }
}
