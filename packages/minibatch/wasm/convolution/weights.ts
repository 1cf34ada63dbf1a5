/** Weights [KH, KW, C / groups, F] as the tile reads them: panels of 16, 8 or 4 columns, zeros where there are none. */
import { kernelColumns, lastColumn, lastRow, placeColumns, placeRows, weightColumns } from "./view";

/** Rows k0 .. k0 + depth of [KH KW C / groups, F], `count` columns from `column` on. */
export function packForward(w: usize, F: i32, k0: i32, depth: i32, column: i32, count: i32, panel: i32, to: usize): void {
  const row = <usize>F << 2;
  let from = w + <usize>k0 * row + (<usize>column << 2);
  for (let k = 0; k < depth; k++) {
    let j = 0;
    for (; j + 4 <= count; j += 4) v128.store(to + (<usize>j << 2), v128.load(from + (<usize>j << 2)));
    for (; j < count; j++) store<f32>(to + (<usize>j << 2), load<f32>(from + (<usize>j << 2)));
    for (; j < panel; j++) store<f32>(to + (<usize>j << 2), 0);
    from += row;
    to += <usize>panel << 2;
  }
}

/** Of a turned kernel's place, or of what a view sees of it, that of the weights. */
export function placeOf(place: i32): i32 {
  const r = place / kernelColumns, c = place - r * kernelColumns;
  return (lastRow - r * placeRows) * weightColumns + lastColumn - c * placeColumns;
}

/**
 * For the way back: row k = (place in the turned kernel, filter of the group), columns are the group's inputs from
 * `column` on. `Cg` inputs and `Fg` filters of a group, which is the `group`th.
 */
export function packBackward(
  w: usize, Cg: i32, F: i32, Fg: i32, group: i32, k0: i32, depth: i32, column: i32, count: i32, panel: i32, to: usize,
): void {
  const row = <usize>F << 2, panelRow = <usize>panel << 2;
  const end = k0 + depth;
  for (let k = k0; k < end;) {
    const place = k / Fg, f0 = k - place * Fg;
    const filters = min(Fg - f0, end - k);
    let from = w + <usize>(placeOf(place) * Cg + column) * row + (<usize>(group * Fg + f0) << 2);
    for (let j = 0; j < panel; j++) {
      let at = to + (<usize>j << 2);
      for (let f = 0; f < filters; f++) {
        store<f32>(at, j < count ? load<f32>(from + (<usize>f << 2)) : 0);
        at += panelRow;
      }
      from += row;
    }
    to += <usize>filters * panelRow;
    k += filters;
  }
}
