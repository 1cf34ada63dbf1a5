/** Copies of parts of a matrix in the order in which the tile reads them; a transpose costs nothing more. */
import { store8 } from "./vector";

/** Panels of `tileRows` rows of a, k by k: out[panel][k][row]; rows beyond the last are left as they are. */
export function packRows(a: usize, aRow: usize, aK: usize, rows: i32, K: i32, tileRows: i32, out: usize): void {
  for (let m = 0; m < rows; m += tileRows) {
    const count = min(tileRows, rows - m);
    if (aRow == 4 && count == tileRows) {
      copyRows(a + (<usize>m << 2), aK, K, tileRows == 6, out);
      out += <usize>(K * tileRows) << 2;
      continue;
    }
    for (let r = 0; r < count; r++) {
      let from = a + <usize>(m + r) * aRow;
      let to = out + (<usize>r << 2);
      for (let k = 0; k < K; k++) {
        store<f32>(to, load<f32>(from));
        from += aK;
        to += <usize>tileRows << 2;
      }
    }
    out += <usize>(K * tileRows) << 2;
  }
}

/** Rows that lie side by side, as those of a transposed matrix do: six or four at once. */
function copyRows(a: usize, aK: usize, K: i32, six: bool, out: usize): void {
  for (let k = 0; k < K; k++) {
    v128.store(out, v128.load(a));
    out += 16;
    if (six) {
      store<u64>(out, load<u64>(a, 16));
      out += 8;
    }
    a += aK;
  }
}

/**
 * Panels of eight or sixteen columns of b, k by k, `panelRow` bytes each: out[panel][k][8 or 16]; columns beyond the
 * last are left as they are.
 */
export function packColumns(b: usize, bK: usize, bColumn: usize, columns: i32, K: i32, panelRow: usize, out: usize): void {
  for (let n = 0; n < columns; n += 8) {
    const count = min(8, columns - n);
    if (bColumn == 4 && count == 8) copyColumns(b + (<usize>n << 2), bK, K, panelRow, out);
    else if (bK == 4 && count == 8) transposeColumns(b + <usize>n * bColumn, bColumn, K, panelRow, out);
    else {
      for (let j = 0; j < count; j++) {
        let from = b + <usize>(n + j) * bColumn;
        let to = out + (<usize>j << 2);
        for (let k = 0; k < K; k++) {
          store<f32>(to, load<f32>(from));
          from += bK;
          to += panelRow;
        }
      }
    }
    // the other half of a panel of sixteen, or the next panel
    const isHalf = panelRow == 64 && (n & 8) == 0;
    out += isHalf ? 32 : <usize>K * panelRow - (panelRow - 32);
  }
}

function copyColumns(b: usize, bK: usize, K: i32, panelRow: usize, out: usize): void {
  for (let k = 0; k < K; k++) {
    store8(out, v128.load(b), v128.load(b, 16));
    b += bK;
    out += panelRow;
  }
}

/** Eight rows of a transposed b, four by four. */
function transposeColumns(b: usize, bColumn: usize, K: i32, panelRow: usize, out: usize): void {
  for (let half = 0; half < 2; half++) {
    let k = 0;
    let from = b;
    let to = out;
    for (; k + 4 <= K; k += 4) {
      const r0 = v128.load(from);
      const r1 = v128.load(from + bColumn);
      const r2 = v128.load(from + bColumn * 2);
      const r3 = v128.load(from + bColumn * 3);
      const p0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const p1 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const p2 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const p3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f32>(p0, p2, 0, 1, 4, 5));
      v128.store(to + panelRow, v128.shuffle<f32>(p0, p2, 2, 3, 6, 7));
      v128.store(to + panelRow * 2, v128.shuffle<f32>(p1, p3, 0, 1, 4, 5));
      v128.store(to + panelRow * 3, v128.shuffle<f32>(p1, p3, 2, 3, 6, 7));
      from += 16;
      to += panelRow * 4;
    }
    for (; k < K; k++) {
      for (let j: usize = 0; j < 4; j++) store<f32>(to + (j << 2), load<f32>(from + j * bColumn));
      from += 4;
      to += panelRow;
    }
    b += bColumn * 4;
    out += 16;
  }
}
