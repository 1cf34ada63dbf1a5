/**
 * What is convolved, and how: set by each operation before its work, from its operands. A source of images, channels
 * last, is read as if it lay in a larger area: `top` and `left` zeros before its pixels, as many as the windows need
 * behind. Output pixel (y, x) sees the window that begins at row y `stride`, column x `stride`, every `dilation`th of
 * each.
 */
import { next } from "../operands";

export let height: i32 = 0;
export let width: i32 = 0;
export let channels: i32 = 0;
/** may be below 0: then so many rows and columns are never seen */
export let top: i32 = 0;
export let left: i32 = 0;
export let kernelRows: i32 = 0;
export let kernelColumns: i32 = 0;
export let strideRows: i32 = 1;
export let strideColumns: i32 = 1;
export let dilationRows: i32 = 1;
export let dilationColumns: i32 = 1;
export let outHeight: i32 = 0;
export let outWidth: i32 = 0;
export let outChannels: i32 = 0;
/** of outputs that are made at once: all, or a strip where what a row of them sees outgrows its room */
export let stripWidth: i32 = 0;
/**
 * where output pixel (y, x) is put: row `putRow` + y `putRows`, column `putColumn` + x `putColumns` of `putHeight` x
 * `putWidth`
 */
export let putHeight: i32 = 0;
export let putWidth: i32 = 0;
export let putRow: i32 = 0;
export let putColumn: i32 = 0;
export let putRows: i32 = 1;
export let putColumns: i32 = 1;
/**
 * going back: place (r, c) of the turned kernel is place (lastRow - r placeRows, lastColumn - c placeColumns) of the
 * weights
 */
export let lastRow: i32 = 0;
export let lastColumn: i32 = 0;
export let placeRows: i32 = 1;
export let placeColumns: i32 = 1;
/** of the weights, of which a view back may see a part */
export let weightColumns: i32 = 0;
export let groups: i32 = 1;
/** whether the area differs from the source, so that it must be copied */
export let isCopied: bool = false;
/** rows and columns that the windows see */
export let areaRows: i32 = 0;
export let areaColumns: i32 = 0;
/** from one row of what is read, the source or its copy, to the next; and from one pixel, one image */
export let rowBytes: usize = 0;
export let pixelBytes: usize = 0;
export let imageBytes: usize = 0;

/** H W C, KH KW, OH OW F, stride, dilation, top left, groups: as of a layer's forward pass. */
export function readView(): void {
  height = next(), width = next(), channels = next();
  kernelRows = next(), kernelColumns = next();
  outHeight = next(), outWidth = next(), outChannels = next();
  strideRows = next(), strideColumns = next();
  dilationRows = next(), dilationColumns = next();
  top = next(), left = next(), groups = next();
  putHeight = outHeight, putWidth = outWidth;
  putRow = 0, putColumn = 0, putRows = 1, putColumns = 1;
  weightColumns = kernelColumns;
  conclude();
}

/**
 * From forward to backward: the errors of the outputs become the source, the inputs what comes out, those `row` and
 * `column` beyond every `strideRows`th and `strideColumns`th: they see the same places of the kernel, every one that is
 * as far from a window's beginning, and nothing lies between the errors that they see. `kernelRows` or `kernelColumns`
 * may be 0 after it: no window sees these pixels. The view must be that of the way forward, read anew.
 */
export function turnView(row: i32, column: i32): void {
  const h = height, w = width, c = channels;
  height = outHeight, width = outWidth, channels = outChannels;
  outChannels = c;
  putHeight = h, putWidth = w;
  putRow = row, putColumn = column, putRows = strideRows, putColumns = strideColumns;
  outHeight = (h - row + strideRows - 1) / strideRows;
  outWidth = (w - column + strideColumns - 1) / strideColumns;

  let first = firstPlace(row + top, dilationRows, strideRows, kernelRows);
  let shared = commonDivisor(dilationRows, strideRows);
  placeRows = strideRows / shared;
  let apart = dilationRows / shared;
  kernelRows = first < kernelRows ? (kernelRows - 1 - first) / placeRows + 1 : 0;
  lastRow = first + (kernelRows - 1) * placeRows;
  top = (kernelRows - 1) * apart - (row + top - first * dilationRows) / strideRows;
  dilationRows = apart;

  first = firstPlace(column + left, dilationColumns, strideColumns, kernelColumns);
  shared = commonDivisor(dilationColumns, strideColumns);
  placeColumns = strideColumns / shared;
  apart = dilationColumns / shared;
  kernelColumns = first < kernelColumns ? (kernelColumns - 1 - first) / placeColumns + 1 : 0;
  lastColumn = first + (kernelColumns - 1) * placeColumns;
  left = (kernelColumns - 1) * apart - (column + left - first * dilationColumns) / strideColumns;
  dilationColumns = apart;

  strideRows = 1, strideColumns = 1;
  conclude();
}

/** The first place of a kernel that sees a pixel `at` pixels behind the first window's beginning; `count` for none. */
function firstPlace(at: i32, dilation: i32, stride: i32, count: i32): i32 {
  for (let k = 0; k < min(count, stride); k++) {
    if ((at - k * dilation) % stride == 0) return k;
  }
  return count;
}

function commonDivisor(a: i32, b: i32): i32 {
  while (b != 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/** Whether what comes out lies without gaps. */
export function isDense(): bool {
  return putRows == 1 && putColumns == 1 && stripWidth == outWidth;
}

/** Where the first pixel of a row of outputs is put, from the first of all on. */
export function placeOfRow(image: i32, row: i32): usize {
  const pixel = <usize>(image * putHeight + putRow + row * putRows) * <usize>putWidth + <usize>putColumn;
  return pixel * <usize>outChannels << 2;
}

function conclude(): void {
  areaRows = (outHeight - 1) * strideRows + (kernelRows - 1) * dilationRows + 1;
  pixelBytes = <usize>channels << 2;
  cutStrips(outWidth);
  isCopied = top != 0 || left != 0 || areaRows > height || areaColumns > width;
  cutStrips(outWidth);
}

/** So many columns of outputs are made at once. */
export function cutStrips(columns: i32): void {
  stripWidth = columns;
  areaColumns = (columns - 1) * strideColumns + (kernelColumns - 1) * dilationColumns + 1;
  rowBytes = <usize>(isCopied ? areaColumns : width) * pixelBytes;
  imageBytes = <usize>(isCopied ? areaRows : height) * rowBytes;
}
