/**
 * What is convolved, and how: set by each operation before its work, from its operands. A source of images, channels
 * last, is read as if it lay in a larger area: `insert`ed zeros between its pixels, `top` and `left` zeros before them,
 * as many as the windows need behind. Output pixel (y, x) sees the window that begins at row y `stride`, column x
 * `stride`, every `dilation`th of each.
 */
import { next } from "../operands";

export let height: i32 = 0;
export let width: i32 = 0;
export let channels: i32 = 0;
export let insertRows: i32 = 1;
export let insertColumns: i32 = 1;
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
  insertRows = 1, insertColumns = 1;
  conclude();
}

/** From forward to backward: the errors of the outputs become the source, the inputs what comes out. */
export function turnView(): void {
  const h = height, w = width, c = channels;
  height = outHeight, width = outWidth, channels = outChannels;
  outHeight = h, outWidth = w, outChannels = c;
  insertRows = strideRows, insertColumns = strideColumns;
  strideRows = 1, strideColumns = 1;
  top = (kernelRows - 1) * dilationRows - top;
  left = (kernelColumns - 1) * dilationColumns - left;
  conclude();
}

function conclude(): void {
  areaRows = (outHeight - 1) * strideRows + (kernelRows - 1) * dilationRows + 1;
  areaColumns = (outWidth - 1) * strideColumns + (kernelColumns - 1) * dilationColumns + 1;
  isCopied = insertRows != 1 || insertColumns != 1 || top != 0 || left != 0 || areaRows > height || areaColumns > width;
  pixelBytes = <usize>channels << 2;
  rowBytes = <usize>(isCopied ? areaColumns : width) * pixelBytes;
  imageBytes = <usize>(isCopied ? areaRows : height) * rowBytes;
}
