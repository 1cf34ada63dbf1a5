/**
 * Dense products: c_MN = start + a_MK b_KN, c row-major, a and b read through two strides each (in bytes), so that x w,
 * dy w^T and x^T dy are the same code. A part of the rows and columns may be asked for: every sum starts from its bias
 * (or 0) and runs over k in order, so nothing depends on the tiling, the packing or the parts.
 *
 * A product that outgrows the cache is packed: blocks of a into panels of one tile's rows, strips of b into panels of
 * eight columns, k in blocks whose sums rest in c meanwhile. Reads may run up to seven floats past a row's end of b.
 */
import { finishTile, KEEP } from "./finish";
import { packColumns, packRows } from "./pack";
import { tile } from "./tile";

/** Rows of a tile. */
const TILE_ROWS: i32 = 6;

/** k per block: a panel of each side, 20 KiB, stays in the first-level cache. */
const BLOCK_K: i32 = 384;
/**
 * rows per block, a multiple of 6 and 4: 1.5 MiB, which are streamed once for each strip of b, slowly enough for any
 * cache
 */
const BLOCK_ROWS: i32 = 1008;
/** rows in hand for a strip: their part of a and the strip itself stay in the first-level cache */
const TILES_DOWN: i32 = 24;
/** columns packed at once: a cache line of a row-major b */
const STRIP: i32 = 16;
/** Below this many bytes between the first and the last row of b's strip, it is read where it lies. */
const DIRECT_BYTES: i32 = 131072;
/** Below this many rows, packing b costs more than it saves. */
const FEWEST_PACKED_ROWS: i32 = 12;

/** Scratch bytes of one thread: a block of a, a strip of b, a tile (see finish.ts). */
export function gemmScratchBytes(): i32 {
  return (BLOCK_ROWS * BLOCK_K + STRIP * BLOCK_K + 48 + 16) << 2;
}

/**
 * Rows m0 .. m1 and columns n0 .. n1 (n0 a multiple of 4) of c. `bias` 0 means none. `finish` (finish.ts) is what
 * becomes of the whole sums; DESCEND needs K <= BLOCK_K. `scratch`: gemmScratchBytes of the thread's own.
 */
export function gemm(
  a: usize, aRow: usize, aK: usize, b: usize, bK: usize, bColumn: usize, c: usize, cRow: usize, bias: usize,
  m0: i32, m1: i32, n0: i32, n1: i32, K: i32, finish: i32, operand: usize, scratch: usize,
): void {
  if (m1 <= m0 || n1 <= n0) return;
  const spare = scratch;
  const isDirect = bColumn == 4 && (m1 - m0 < FEWEST_PACKED_ROWS || (K <= BLOCK_K && <i32>bK * K <= DIRECT_BYTES));
  if (isDirect) {
    for (let n = n0; n < n1; n += 8) {
      const at = <usize>n << 2;
      tileColumn(a, aRow, aK, 0, b + at, bK, c, cRow, bias, m0, m1, n, min(8, n1 - n), K, false, finish, operand, spare);
    }
    return;
  }
  // a row-major a that fits the cache is read where it lies
  const packsRows = aK != 4 || <i32>aRow * (m1 - m0) > DIRECT_BYTES;
  // blocks of about the same depth: a shallow last one would be all overhead
  const blocks = (K + BLOCK_K - 1) / BLOCK_K;
  const blockK = (K + blocks - 1) / blocks;
  const panels = scratch + 256;
  const strip = panels + <usize>(BLOCK_ROWS * BLOCK_K << 2);
  for (let m = m0; m < m1; m += BLOCK_ROWS) {
    const mEnd = min(m1, m + BLOCK_ROWS);
    for (let k = 0; k < K; k += blockK) {
      const depth = min(blockK, K - k);
      const last = k + depth == K ? finish : KEEP;
      if (packsRows) packRows(a + <usize>m * aRow + <usize>k * aK, aRow, aK, mEnd - m, depth, TILE_ROWS, panels);
      for (let s = n0; s < n1; s += STRIP) {
        const columns = min(STRIP, n1 - s);
        packColumns(b + <usize>k * bK + <usize>s * bColumn, bK, bColumn, columns, depth, strip);
        // some tiles down, for both panels of the strip, while their lines of c are at hand
        for (let at = m; at < mEnd; at += TILES_DOWN) {
          const end = min(mEnd, at + TILES_DOWN);
          const rows = packsRows ? panels + (<usize>((at - m) * depth) << 2) : a + <usize>k * aK;
          for (let j = 0; j < columns; j += 8) {
            const panel = strip + (<usize>(j * depth) << 2);
            const width = min(8, columns - j);
            if (packsRows) tileColumn(rows, 4, TILE_ROWS << 2, depth, panel, 32, c, cRow, bias, at, end, s + j, width, depth, k > 0, last, operand, spare);
            else tileColumn(rows, aRow, aK, 0, panel, 32, c, cRow, bias, at, end, s + j, width, depth, k > 0, last, operand, spare);
          }
        }
      }
    }
  }
}

/**
 * Up to eight columns of c, from column n. `packedK` 0: a's rows are read where they lie; else a is panels of a tile's
 * rows, each as long as a tile's rows times `packedK`, from row m0 on.
 */
function tileColumn(
  a: usize, aRow: usize, aK: usize, packedK: i32, b: usize, bK: usize, c: usize, cRow: usize, bias: usize,
  m0: i32, m1: i32, n: i32, columns: i32, K: i32, resume: bool, finish: i32, operand: usize, spare: usize,
): void {
  const at = <usize>n << 2;
  const isNarrow = columns <= 4;
  const bias0 = bias ? v128.load(bias + at) : f32x4.splat(0);
  const bias1 = bias && !isNarrow ? v128.load(bias + at, 16) : f32x4.splat(0);
  // whole vectors that are kept as they are go straight to c; others go through `spare`, so that nothing beyond is
  // written
  const isSpared = finish != KEEP || (columns & 3) != 0;
  const panelBytes = <usize>(packedK * TILE_ROWS) << 2;
  let from = packedK ? a : a + <usize>m0 * aRow;
  let to = c + <usize>m0 * cRow + at;
  const fromStep = packedK ? panelBytes : aRow * TILE_ROWS;
  let m = m0;
  // whole tiles of the common kind, in a loop of their own: a call for each would cost time
  if (columns == 8 && !resume) {
    for (; m + TILE_ROWS <= m1; m += TILE_ROWS) {
      if (isSpared) {
        tile(TILE_ROWS, 2, from, aRow, aK, b, bK, spare, 32, K, bias0, bias1, false);
        finishTile(finish, spare, to, cRow, TILE_ROWS, 8, operand + <usize>m * cRow + at, operand);
      } else {
        tile(TILE_ROWS, 2, from, aRow, aK, b, bK, to, cRow, K, bias0, bias1, false);
      }
      from += fromStep;
      to += cRow * TILE_ROWS;
    }
  }
  for (; m < m1; m += TILE_ROWS) {
    const rows = min(TILE_ROWS, m1 - m);
    if (isSpared) {
      if (resume) loadSpare(to, cRow, spare, rows, columns);
      tileRows(rows, isNarrow, from, aRow, aK, b, bK, spare, 32, K, bias ? bias + at : 0, resume);
      finishTile(finish, spare, to, cRow, rows, columns, operand + <usize>m * cRow + at, operand);
    } else {
      tileRows(rows, isNarrow, from, aRow, aK, b, bK, to, cRow, K, bias ? bias + at : 0, resume);
    }
    from += fromStep;
    to += cRow * TILE_ROWS;
  }
}

/** The partial sums so far, into the spare tile. */
function loadSpare(c: usize, cRow: usize, spare: usize, rows: i32, columns: i32): void {
  for (let r = 0; r < rows; r++) {
    memory.copy(spare, c, <usize>columns << 2);
    c += cRow;
    spare += 32;
  }
}

/** `start`: where the bias lies, 0 for none; an address, because V8 ends the process where it widens two parameters. */
function tileRows(rows: i32, isNarrow: bool, a: usize, aRow: usize, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, start: usize, resume: bool): void {
  const bias0 = start ? v128.load(start) : f32x4.splat(0);
  const bias1 = start && !isNarrow ? v128.load(start, 16) : f32x4.splat(0);
  if (isNarrow) {
    switch (rows) {
      case 1:
        tile(1, 1, a, aRow, aK, b, bK, c, cRow, K, bias0, bias1, resume);
        break;
      case 2:
        tile(2, 1, a, aRow, aK, b, bK, c, cRow, K, bias0, bias1, resume);
        break;
      case 3:
        tile(3, 1, a, aRow, aK, b, bK, c, cRow, K, bias0, bias1, resume);
        break;
      case 4:
        tile(4, 1, a, aRow, aK, b, bK, c, cRow, K, bias0, bias1, resume);
        break;
      case 5:
        tile(5, 1, a, aRow, aK, b, bK, c, cRow, K, bias0, bias1, resume);
        break;
      default:
        tile(6, 1, a, aRow, aK, b, bK, c, cRow, K, bias0, bias1, resume);
    }
    return;
  }
  switch (rows) {
    case 1:
      tile(1, 2, a, aRow, aK, b, bK, c, cRow, K, bias0, bias1, resume);
      break;
    case 2:
      tile(2, 2, a, aRow, aK, b, bK, c, cRow, K, bias0, bias1, resume);
      break;
    case 3:
      tile(3, 2, a, aRow, aK, b, bK, c, cRow, K, bias0, bias1, resume);
      break;
    case 4:
      tile(4, 2, a, aRow, aK, b, bK, c, cRow, K, bias0, bias1, resume);
      break;
    case 5:
      tile(5, 2, a, aRow, aK, b, bK, c, cRow, K, bias0, bias1, resume);
      break;
    default:
      tile(6, 2, a, aRow, aK, b, bK, c, cRow, K, bias0, bias1, resume);
  }
}
