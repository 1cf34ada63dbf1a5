/**
 * A direct convolution: neighbouring output pixels are the rows of the register tile, filters its columns, and k runs
 * over what a window sees where it lies, in the order kernel row, kernel column, channel: contiguous for a whole kernel
 * row, where nothing is dilated or grouped. No window is copied; the source is, chunk by chunk, where zeros lie around
 * its pixels. Backward is the same with turned weights, of strided windows once for each of the places that pixels have
 * between the windows' beginnings (view.ts). Every sum starts from its bias and runs over k in order, so nothing
 * depends on chunks, panels, tiles, or on how the pixels are shared out.
 */
import { gemmScratchBytes } from "../gemm";
import { KEEP, MASK, RELU } from "../finish";
import { areaOf, chunkImages, chunkRows, cutChunks, fitsArea, listPixels, MOST_AREA_BYTES, MOST_PIXELS, MOST_RUNS } from "./area";
import { convolveDepthwise } from "./depthwise";
import { isOneEach } from "./gradient";
import { cutTile, finishColumns, NO_FLOOR, panelWidth, SPARE_BYTES, ZERO_FLOOR, ZEROS } from "./tiles";
import {
  channels, dilationColumns, dilationRows, groups, isDense, kernelColumns, kernelRows, outChannels, outHeight, outWidth, pixelBytes,
  placeOfRow, putColumns, rowBytes, strideColumns, stripWidth,
} from "./view";
import { packBackward, packForward } from "./weights";

/** Where parts of a thread's scratch memory begin: the spare tile lies at its beginning. */
export const PIXELS_AT: i32 = SPARE_BYTES;
export const RUNS_AT: i32 = PIXELS_AT + (MOST_PIXELS << 2);
export const AREA_AT: i32 = RUNS_AT + (MOST_RUNS << 2);
const PANELS_AT: i32 = AREA_AT + MOST_AREA_BYTES;

/** Runs of contiguous numbers that a window has, and their length. */
export let runs: i32 = 0;
export let runLength: i32 = 0;

/** Lists where the window's runs begin, from the window's own beginning. False where there are too many. */
export function listRuns(table: usize): bool {
  const isWhole = dilationColumns == 1 && groups == 1;
  runs = isWhole ? kernelRows : kernelRows * kernelColumns;
  runLength = isWhole ? kernelColumns * channels : channels / groups;
  if (runs > MOST_RUNS) return false;
  const columns = isWhole ? 1 : kernelColumns;
  for (let r = 0; r < kernelRows; r++) {
    for (let c = 0; c < columns; c++) {
      store<i32>(table, <i32>(<usize>(r * dilationRows) * rowBytes + <usize>(c * dilationColumns) * pixelBytes));
      table += 4;
    }
  }
  return true;
}

/**
 * Rows r0 .. r1 of all images' output rows. `isTurned`: the weights are those of the way forward, and are read for the
 * way back. `bias` 0 means none; `mask` is what finish.ts calls the operand.
 */
export function convolve(
  source: usize, w: usize, isTurned: bool, bias: usize, out: usize, r0: i32, r1: i32, finish: i32, mask: usize,
  tileRows: i32, tileColumns: i32, scratch: usize,
): void {
  if (r1 <= r0) return;
  cutChunks();
  if (!listRuns(scratch + RUNS_AT) || !fitsArea()) unreachable();
  listPixels(scratch + PIXELS_AT, <usize>strideColumns * pixelBytes);
  if (isOneEach()) {
    convolveDepthwise(
      source, w, isTurned, bias, out, r0, r1, finish, mask, runs, scratch + PIXELS_AT, scratch + RUNS_AT, scratch + AREA_AT,
      scratch + PANELS_AT, gemmScratchBytes() - PANELS_AT,
    );
    return;
  }
  const room = gemmScratchBytes() - PANELS_AT;
  const mostDepth = room / (tileColumns << 2);
  // whole runs, as many as a panel holds, or parts of one
  const some = max(1, min(runs, mostDepth / runLength));
  const length = min(runLength, mostDepth);
  for (let run = 0; run < runs; run += some) {
    for (let from = 0; from < runLength; from += length) {
      const isLast = run + some >= runs && from + length >= runLength;
      convolveRuns(
        source, w, isTurned, bias, out, r0, r1, run, min(some, runs - run), from, min(length, runLength - from), isLast ? finish : KEEP, mask,
        tileRows, tileColumns, room, scratch,
      );
    }
  }
}

/** Adds `count` runs to the sums, from run `run` on, of each `length` numbers from the `from`th on. */
function convolveRuns(
  source: usize, w: usize, isTurned: bool, bias: usize, out: usize, r0: i32, r1: i32, run: i32, count: i32, from: i32, length: i32,
  finish: i32, mask: usize, tileRows: i32, tileColumns: i32, room: i32, scratch: usize,
): void {
  const Og = outChannels / groups, Cg = channels / groups;
  const k0 = run * runLength + from, depth = count * length;
  let group = 0, column = 0;
  while (group < groups) {
    // as many panels as there is room for, then all pixels
    const firstGroup = group, firstColumn = column;
    let used = 0;
    while (group < groups) {
      const panel = panelWidth(Og - column, tileColumns);
      if (used + (depth * panel << 2) > room) break;
      const real = min(panel, Og - column);
      const to = scratch + PANELS_AT + used;
      if (isTurned) packBackward(w, Og, channels, Cg, group, k0, depth, column, real, panel, to);
      else packForward(w, outChannels, k0, depth, group * Og + column, real, panel, to);
      used += depth * panel << 2;
      column += panel;
      if (column >= Og) column = 0, group++;
    }
    for (let r = r0; r < r1;) {
      const image = r / outHeight, row = r - image * outHeight;
      const isWhole = chunkImages > 0 && row == 0 && r1 - r >= outHeight;
      const images = isWhole ? min(chunkImages, (r1 - r) / outHeight) : 1;
      const rows = isWhole ? outHeight : min(min(chunkRows, outHeight - row), r1 - r);
      for (let strip = 0; strip < outWidth; strip += stripWidth) {
        const area = areaOf(source, image, images, row, rows, strip, scratch + AREA_AT);
        const columns = min(stripWidth, outWidth - strip);
        let g = firstGroup, c = firstColumn;
        let panelAt = scratch + PANELS_AT;
        while (g < group || (g == group && c < column)) {
          const panel = panelWidth(Og - c, tileColumns);
          const here = <usize>(g * Og + c) << 2;
          const seen = area + (<usize>(g * Cg + from) << 2);
          const offsets = scratch + RUNS_AT + (<usize>run << 2);
          const real = min(panel, Og - c), start = bias ? bias + here : ZEROS;
          if (isDense()) {
            const at = placeOfRow(image, row) + here;
            pixelsDown(seen, scratch + PIXELS_AT, images * rows * columns, offsets, count, length, panelAt, panel, out + at, real, start, k0 > 0, finish, mask + at, tileRows, scratch);
          } else {
            // what is put apart goes row by row
            for (let line = 0; line < images * rows; line++) {
              const at = placeOfRow(image + line / rows, row + line % rows) + (<usize>(strip * putColumns * outChannels) << 2) + here;
              const table = scratch + PIXELS_AT + (<usize>(line * stripWidth) << 2);
              pixelsDown(seen, table, columns, offsets, count, length, panelAt, panel, out + at, real, start, k0 > 0, finish, mask + at, tileRows, scratch);
            }
          }
          panelAt += depth * panel << 2;
          c += panel;
          if (c >= Og) c = 0, g++;
        }
      }
      r += images * rows;
    }
  }
}

/** Outputs that no window sees: zeros. Rows r0 .. r1 of all images' output rows. */
export function clearOutputs(out: usize, r0: i32, r1: i32): void {
  const pixel = <usize>outChannels << 2;
  for (let r = r0; r < r1; r++) {
    let at = out + placeOfRow(r / outHeight, r % outHeight);
    for (let c = 0; c < outWidth; c++) {
      memory.fill(at, 0, pixel);
      at += pixel * putColumns;
    }
  }
}

/** `pixels` of a chunk, which begin to see where `table` says, and the columns of one panel. */
function pixelsDown(
  area: usize, table: usize, pixels: i32, offsets: usize, count: i32, length: i32, panel: usize, width: i32, out: usize, columns: i32,
  start: usize, resumes: bool, finish: i32, mask: usize, tileRows: i32, scratch: usize,
): void {
  const row = <usize>(putColumns * outChannels) << 2, panelRow = <usize>width << 2;
  const spare = scratch;
  const floor = finish == RELU ? ZERO_FLOOR : NO_FLOOR;
  // one panel that holds all columns may write beyond them: into the next pixels', which come later in this chunk
  const overwrites = !resumes && columns == outChannels && putColumns == 1;
  const beyond = (width - columns + outChannels - 1) / outChannels;
  const isSpared = finish == MASK || (columns != width && !overwrites);
  for (let i = 0; i < pixels; i += tileRows) {
    const rows = min(tileRows, pixels - i);
    if (isSpared || (columns != width && i + tileRows + beyond > pixels)) {
      if (resumes) {
        for (let r = 0; r < rows; r++) memory.copy(spare + <usize>r * panelRow, out + <usize>r * row, <usize>columns << 2);
        cutTile(rows, width, area, table, offsets, count, 4, panel, panelRow, spare, panelRow, length, spare, panelRow, floor);
      } else {
        cutTile(rows, width, area, table, offsets, count, 4, panel, panelRow, spare, panelRow, length, start, 0, floor);
      }
      finishColumns(finish == MASK ? MASK : KEEP, spare, panelRow, out, row, rows, columns, mask);
    } else if (resumes) {
      cutTile(rows, width, area, table, offsets, count, 4, panel, panelRow, out, row, length, out, row, floor);
    } else {
      cutTile(rows, width, area, table, offsets, count, 4, panel, panelRow, out, row, length, start, 0, floor);
    }
    table += tileRows << 2;
    out += row * tileRows;
    mask += row * tileRows;
  }
}
