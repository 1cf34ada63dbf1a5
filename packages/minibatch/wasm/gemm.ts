/**
 * Dense products: c_MN = start + a_MK b_KN, c row-major, a and b read through two strides each (in bytes), so that x w,
 * dy w^T and x^T dy are the same code. A part of the rows and columns may be asked for: every sum starts from its bias
 * (or 0) and runs over k in order, so nothing depends on the tiling, the packing or the parts.
 *
 * A product that outgrows the cache is packed: blocks of a into panels of one tile's rows, strips of b into panels of a
 * tile's columns, k in blocks whose sums rest in c meanwhile. Reads may run up to seven floats past a row's end of b.
 */
import { finishTile, KEEP } from "./finish";
import { packColumns, packRows } from "./pack";
import { tile } from "./tile";

/** k per block: a panel of each side, 20 KiB (33 of wide tiles), stays in the first-level cache, or nearly. */
const BLOCK_K: i32 = 384;
/**
 * rows per block, a multiple of 6 and 4: 1.5 MiB, which are read from the last-level cache once for each strip of b
 */
const BLOCK_ROWS: i32 = 1008;
/** rows in hand for a strip, a multiple of 6 and 4: their part of a is read again for each of its panels */
const TILES_DOWN: i32 = 24;
/**
 * columns packed at once, a multiple of a tile's: the block of a is read from the last-level cache once for each strip,
 * which with 16 columns took as long as the products on two cores with wide vectors
 */
const STRIP: i32 = 64;
/** the most columns that a tile has */
const WIDEST_TILE: i32 = 16;
/** Below this many bytes between the first and the last row of b's strip, it is read where it lies. */
const DIRECT_BYTES: i32 = 131072;
/** Below this many rows, packing b costs more than it saves. */
const FEWEST_PACKED_ROWS: i32 = 12;
/** Where sums start that have no bias. */
const ZEROS: usize = memory.data(64, 16);
/** Of the spare tile. */
const SPARE_BYTES: i32 = 6 * WIDEST_TILE << 2;

/** Scratch bytes of one thread: a block of a, a strip of b, a tile (see finish.ts). */
export function gemmScratchBytes(): i32 {
  return SPARE_BYTES + ((BLOCK_ROWS * BLOCK_K + STRIP * BLOCK_K + 16) << 2);
}

/**
 * Rows m0 .. m1 and columns n0 .. n1 (n0 a multiple of 4) of c. `bias` 0 means none. `finish` (finish.ts) is what
 * becomes of the whole sums; DESCEND needs K <= BLOCK_K. A tile has `tileRows` (6 or 4) and `tileColumns` (8 or 16):
 * the host knows which are quick on this machine (`../src/wasm/tile-shape.ts`). `scratch`: gemmScratchBytes of the
 * thread's own.
 */
export function gemm(
  a: usize, aRow: usize, aK: usize, b: usize, bK: usize, bColumn: usize, c: usize, cRow: usize, bias: usize,
  m0: i32, m1: i32, n0: i32, n1: i32, K: i32, finish: i32, operand: usize, tileRows: i32, tileColumns: i32, scratch: usize,
): void {
  if (m1 <= m0 || n1 <= n0) return;
  const spare = scratch;
  const isDirect = bColumn == 4 && (m1 - m0 < FEWEST_PACKED_ROWS || (K <= BLOCK_K && <i32>bK * K <= DIRECT_BYTES));
  if (isDirect) {
    for (let n = n0; n < n1; n += tileColumns) {
      const at = <usize>n << 2;
      tilesDown(a, aRow, aK, 0, b + at, bK, c, cRow, bias, m0, m1, n, min(tileColumns, n1 - n), K, false, finish, operand, tileRows, tileColumns, spare);
    }
    return;
  }
  // a row-major a that fits the cache is read where it lies
  const packsRows = aK != 4 || <i32>aRow * (m1 - m0) > DIRECT_BYTES;
  // blocks of about the same depth: a shallow last one would be all overhead
  const blocks = (K + BLOCK_K - 1) / BLOCK_K;
  const blockK = (K + blocks - 1) / blocks;
  const panels = scratch + SPARE_BYTES;
  const strip = panels + <usize>(BLOCK_ROWS * BLOCK_K << 2);
  const panelRow = <usize>tileColumns << 2;
  for (let m = m0; m < m1; m += BLOCK_ROWS) {
    const mEnd = min(m1, m + BLOCK_ROWS);
    for (let k = 0; k < K; k += blockK) {
      const depth = min(blockK, K - k);
      const last = k + depth == K ? finish : KEEP;
      if (packsRows) packRows(a + <usize>m * aRow + <usize>k * aK, aRow, aK, mEnd - m, depth, tileRows, panels);
      for (let s = n0; s < n1; s += STRIP) {
        const columns = min(STRIP, n1 - s);
        packColumns(b + <usize>k * bK + <usize>s * bColumn, bK, bColumn, columns, depth, panelRow, strip);
        // some tiles down, for all panels of the strip, while their lines of c are at hand
        for (let at = m; at < mEnd; at += TILES_DOWN) {
          const end = min(mEnd, at + TILES_DOWN);
          const rows = packsRows ? panels + (<usize>((at - m) * depth) << 2) : a + <usize>k * aK;
          for (let j = 0; j < columns; j += tileColumns) {
            const panel = strip + (<usize>(j * depth) << 2);
            const width = min(tileColumns, columns - j);
            if (packsRows) tilesDown(rows, 4, tileRows << 2, depth, panel, panelRow, c, cRow, bias, at, end, s + j, width, depth, k > 0, last, operand, tileRows, tileColumns, spare);
            else tilesDown(rows, aRow, aK, 0, panel, panelRow, c, cRow, bias, at, end, s + j, width, depth, k > 0, last, operand, tileRows, tileColumns, spare);
          }
        }
      }
    }
  }
}

/**
 * Up to a tile's columns of c, from column n. `packedK` 0: a's rows are read where they lie; else a is panels of a
 * tile's rows, each as long as a tile's rows times `packedK`, from row m0 on. Where a tile has sixteen columns, half of
 * one does for eight or fewer, and nothing narrower: four columns would take as long.
 */
function tilesDown(
  a: usize, aRow: usize, aK: usize, packedK: i32, b: usize, bK: usize, c: usize, cRow: usize, bias: usize,
  m0: i32, m1: i32, n: i32, columns: i32, K: i32, resume: bool, finish: i32, operand: usize, tileRows: i32, tileColumns: i32, spare: usize,
): void {
  const width = FULL && columns > 8 ? 16 : columns > 4 || tileColumns == 16 ? 8 : 4;
  const at = <usize>n << 2;
  const start = bias ? bias + at : ZEROS;
  // whole tiles that are kept as they are go straight to c; others go through `spare`: nothing beyond is written
  const isSpared = finish != KEEP || columns != width;
  let from = packedK ? a : a + <usize>m0 * aRow;
  let to = c + <usize>m0 * cRow + at;
  const fromStep = packedK ? <usize>(packedK * tileRows) << 2 : aRow * tileRows;
  let m = m0;
  // whole tiles of the common kind, in a loop of their own: a call for each would cost time
  if (columns == 8 && tileRows == 6 && !resume) {
    for (; m + 6 <= m1; m += 6) {
      if (isSpared) {
        tile(6, 2, from, aRow, aK, b, bK, spare, 32, K, start, 0);
        finishTile(finish, spare, 32, to, cRow, 6, 8, operand + <usize>m * cRow + at, operand);
      } else {
        tile(6, 2, from, aRow, aK, b, bK, to, cRow, K, start, 0);
      }
      from += fromStep;
      to += cRow * 6;
    }
  }
  const spareRow: usize = width == 16 ? 64 : 32;
  for (; m < m1; m += tileRows) {
    const rows = min(tileRows, m1 - m);
    if (isSpared) {
      if (resume) loadSpare(to, cRow, spare, spareRow, rows, columns);
      if (resume) tileOf(rows, width, from, aRow, aK, b, bK, spare, spareRow, K, spare, spareRow);
      else tileOf(rows, width, from, aRow, aK, b, bK, spare, spareRow, K, start, 0);
      finishTile(finish, spare, spareRow, to, cRow, rows, columns, operand + <usize>m * cRow + at, operand);
    } else if (resume) {
      tileOf(rows, width, from, aRow, aK, b, bK, to, cRow, K, to, cRow);
    } else {
      tileOf(rows, width, from, aRow, aK, b, bK, to, cRow, K, start, 0);
    }
    from += fromStep;
    to += cRow * tileRows;
  }
}

/** The partial sums so far, into the spare tile. */
function loadSpare(c: usize, cRow: usize, spare: usize, spareRow: usize, rows: i32, columns: i32): void {
  for (let r = 0; r < rows; r++) {
    memory.copy(spare, c, <usize>columns << 2);
    c += cRow;
    spare += spareRow;
  }
}

/** Up to six rows, by tiles of as many rows as there are kernels for. */
function tileOf(rows: i32, width: i32, a: usize, aRow: usize, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, start: usize, startRow: usize): void {
  while (rows > 0) {
    const some = rows >= 6 ? 6 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
    if (FULL && width == 16) wideTile(some, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
    else if (width == 8) narrowTile(some, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
    else slimTile(some, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
    rows -= some;
    a += aRow * some;
    c += cRow * some;
    start += startRow * some;
  }
}

function wideTile(rows: i32, a: usize, aRow: usize, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, start: usize, startRow: usize): void {
  switch (rows) {
    case 1:
      tile(1, 4, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
      break;
    case 2:
      tile(2, 4, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
      break;
    case 4:
      tile(4, 4, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
      break;
    default:
      tile(6, 4, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
  }
}

function narrowTile(rows: i32, a: usize, aRow: usize, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, start: usize, startRow: usize): void {
  switch (rows) {
    case 1:
      tile(1, 2, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
      break;
    case 2:
      tile(2, 2, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
      break;
    case 4:
      tile(4, 2, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
      break;
    default:
      tile(6, 2, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
  }
}

function slimTile(rows: i32, a: usize, aRow: usize, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, start: usize, startRow: usize): void {
  switch (rows) {
    case 1:
      tile(1, 1, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
      break;
    case 2:
      tile(2, 1, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
      break;
    case 4:
      tile(4, 1, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
      break;
    default:
      tile(6, 1, a, aRow, aK, b, bK, c, cRow, K, start, startRow);
  }
}
