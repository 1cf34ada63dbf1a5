/** Copies of what windows see, zeros where the source has nothing; and the chunks in which a source is gone through. */
import {
  areaColumns, areaRows, dilationRows, height, imageBytes, insertColumns, insertRows, isCopied, kernelRows, left, outHeight, outWidth,
  pixelBytes, rowBytes, strideRows, top, width,
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
  chunkImages = min(min(CHUNK_BYTES / <i32>imageBytes, MOST_PIXELS / (outHeight * outWidth)), MOST_RUNS / outHeight);
  chunkRows = outHeight;
  if (chunkImages > 0) return;
  const seen = (kernelRows - 1) * dilationRows + 1;
  const fitting = max(1, (CHUNK_BYTES / <i32>rowBytes - seen) / strideRows + 1);
  const most = max(1, min(min(fitting, MOST_PIXELS / outWidth), MOST_RUNS));
  // chunks of about the same size
  const count = (outHeight + most - 1) / most;
  chunkRows = (outHeight + count - 1) / count;
}

/** Whether the copy of one row of outputs fits its room. */
export function fitsArea(): bool {
  const seen = (kernelRows - 1) * dilationRows + 1;
  return outWidth <= MOST_PIXELS && (!isCopied || seen * <i32>rowBytes <= MOST_AREA_BYTES);
}

/**
 * Where what `rows` rows of outputs see begins, from row `row` of image `image` on; of several images all rows. Copied
 * to `to` where that is needed.
 */
export function areaOf(source: usize, image: i32, images: i32, row: i32, rows: i32, to: usize): usize {
  const bytes = <usize>(height * width) * pixelBytes;
  const from = source + <usize>image * bytes;
  if (!isCopied) return from + <usize>(row * strideRows) * rowBytes;
  const seen = (rows - 1) * strideRows + (kernelRows - 1) * dilationRows + 1;
  for (let i = 0; i < images; i++) {
    let at = to + <usize>i * imageBytes;
    for (let r = 0; r < seen; r++) {
      copyRow(from + <usize>i * bytes, row * strideRows + r - top, at);
      at += rowBytes;
    }
  }
  return to;
}

function copyRow(image: usize, row: i32, to: usize): void {
  const at = row / insertRows;
  if (row < 0 || at >= height || row % insertRows != 0) {
    clear(to, rowBytes);
    return;
  }
  const from = image + <usize>(at * width) * pixelBytes;
  if (insertColumns == 1) {
    const first = max(0, left), end = max(first, min(areaColumns, left + width));
    const copied = to + <usize>first * pixelBytes, behind = to + <usize>end * pixelBytes;
    clear(to, <usize>first * pixelBytes);
    copy(copied, from + <usize>(first - left) * pixelBytes, <usize>(end - first) * pixelBytes);
    clear(behind, <usize>(areaColumns - end) * pixelBytes);
    return;
  }
  clear(to, rowBytes);
  for (let j = 0; j < width; j++) {
    const column = left + j * insertColumns;
    if (column < 0 || column >= areaColumns) continue;
    copy(to + <usize>column * pixelBytes, from + <usize>j * pixelBytes, pixelBytes);
  }
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
      for (let c = 0; c < outWidth; c++) {
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
