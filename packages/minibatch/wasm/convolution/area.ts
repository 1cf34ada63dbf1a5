/** Copies of what windows see, zeros where the source has nothing; and the chunks in which a source is gone through. */
import {
  areaColumns, cutStrips, dilationColumns, dilationRows, height, imageBytes, isCopied, kernelColumns, kernelRows, left, outHeight, outWidth,
  pixelBytes, rowBytes, strideColumns, strideRows, stripWidth, top, width,
} from "./view";

/** A chunk's part of the source stays in the second-level cache beside the weights, or nearly in the first. */
const CHUNK_BYTES: i32 = 65536;
/** The most that a copy may take, and output pixels that a chunk may have. */
export const MOST_AREA_BYTES: i32 = 655360;
export const MOST_PIXELS: i32 = 16384;
/** Runs whose offsets are listed: rows of a chunk's outputs, and places of a kernel or its rows. */
export const MOST_RUNS: i32 = 4096;

/** whole images of a chunk, or 0: then it has so many rows of one image's outputs */
export let chunkImages: i32 = 0;
export let chunkRows: i32 = 0;

/** Decides on chunks, by the shapes alone: sums of gradients go from chunk to chunk. */
export function cutChunks(): void {
  const seen = (kernelRows - 1) * dilationRows + 1;
  cutStrips(outWidth);
  const fittingColumns = isCopied ? mostColumns(seen) : outWidth;
  if (outWidth > min(fittingColumns, MOST_PIXELS)) {
    // strips of about the same width, of one row of outputs
    const count = (outWidth - 1) / max(1, min(fittingColumns, MOST_PIXELS)) + 1;
    cutStrips((outWidth - 1) / count + 1);
    chunkImages = 0;
    chunkRows = 1;
    return;
  }
  chunkImages = min(min(CHUNK_BYTES / <i32>imageBytes, MOST_PIXELS / (outHeight * outWidth)), MOST_RUNS / outHeight);
  chunkRows = outHeight;
  if (chunkImages > 0) return;
  const fitting = max(1, (CHUNK_BYTES / <i32>rowBytes - seen) / strideRows + 1);
  const most = max(1, min(min(fitting, MOST_PIXELS / outWidth), MOST_RUNS));
  // chunks of about the same size
  const count = (outHeight + most - 1) / most;
  chunkRows = (outHeight + count - 1) / count;
}

/** Of outputs in a row, those of which all that they see in `seen` rows has room; 0 where a window has none. */
function mostColumns(seen: i32): i32 {
  const columns = MOST_AREA_BYTES / <i32>pixelBytes / seen - (kernelColumns - 1) * dilationColumns - 1;
  return columns < 0 ? 0 : columns / strideColumns + 1;
}

/** Whether the copy of what one output sees fits its room. */
export function fitsArea(): bool {
  return !isCopied || mostColumns((kernelRows - 1) * dilationRows + 1) > 0;
}

/**
 * Where what `rows` rows of outputs see begins, from row `row` and column `column` of image `image` on; of several
 * images all rows. Copied to `to` where that is needed.
 */
export function areaOf(source: usize, image: i32, images: i32, row: i32, rows: i32, column: i32, to: usize): usize {
  const bytes = <usize>(height * width) * pixelBytes;
  const from = source + <usize>image * bytes;
  if (!isCopied) return from + <usize>(row * strideRows) * rowBytes + <usize>(column * strideColumns) * pixelBytes;
  const seen = (rows - 1) * strideRows + (kernelRows - 1) * dilationRows + 1;
  for (let i = 0; i < images; i++) {
    let at = to + <usize>i * imageBytes;
    for (let r = 0; r < seen; r++) {
      copyRow(from + <usize>i * bytes, row * strideRows + r - top, left - column * strideColumns, at);
      at += rowBytes;
    }
  }
  return to;
}

/** `before`: columns of zeros before the source's; below 0, columns that are passed over. */
function copyRow(image: usize, row: i32, before: i32, to: usize): void {
  const first = min(areaColumns, max(0, before)), end = max(first, min(areaColumns, before + width));
  if (row < 0 || row >= height || end == first) {
    clear(to, rowBytes);
    return;
  }
  const from = image + <usize>(row * width) * pixelBytes;
  const copied = to + <usize>first * pixelBytes, behind = to + <usize>end * pixelBytes;
  clear(to, <usize>first * pixelBytes);
  copy(copied, from + <usize>(first - before) * pixelBytes, <usize>(end - first) * pixelBytes);
  clear(behind, <usize>(areaColumns - end) * pixelBytes);
}

/** Whole floats: a call of memory.fill costs more than most rows. */
function clear(to: usize, bytes: usize): void {
  const end = to + bytes;
  for (; to + 16 <= end; to += 16) v128.store(to, f32x4.splat(0));
  for (; to < end; to += 4) store<f32>(to, 0);
}

function copy(to: usize, from: usize, bytes: usize): void {
  const end = to + bytes;
  for (; to + 16 <= end; to += 16) {
    v128.store(to, v128.load(from));
    from += 16;
  }
  for (; to < end; to += 4) {
    store<f32>(to, load<f32>(from));
    from += 4;
  }
}

/** Where output pixels begin to see: table[image][row][column], from the area's beginning, for a chunk. */
export function listPixels(table: usize, strideColumnBytes: usize): void {
  const images = max(1, chunkImages);
  const step = <usize>strideRows * rowBytes;
  for (let i = 0; i < images; i++) {
    for (let r = 0; r < chunkRows; r++) {
      let at = <usize>i * imageBytes + <usize>r * step;
      for (let c = 0; c < stripWidth; c++) {
        store<i32>(table, <i32>at);
        at += strideColumnBytes;
        table += 4;
      }
    }
  }
}

/** Where rows of outputs begin to see: table[image][row]. */
export function listRows(table: usize): void {
  const images = max(1, chunkImages);
  const step = <usize>strideRows * rowBytes;
  for (let i = 0; i < images; i++) {
    for (let r = 0; r < chunkRows; r++) {
      store<i32>(table, <i32>(<usize>i * imageBytes + <usize>r * step));
      table += 4;
    }
  }
}
