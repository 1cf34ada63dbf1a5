/** What goes by channels: B rows of so many cells, C channels each. */
import { multiplyChannelsPart, slopeBackwardPart, slopeGradientOfAll, slopeGradientPart, slopePart } from "../channels";
import { address, moving, next } from "../operands";
import { partBegin } from "../split";

/** Rows go to threads in these units, as everywhere. */
const ROW_UNIT: i32 = 6;

/** x+ a y B cells C */
export function slopeBelowZeroOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), a = address(), y = address(), B = next(), cells = next(), C = next();
  const r0 = partBegin(B, ROW_UNIT, t, T), r1 = partBegin(B, ROW_UNIT, t + 1, T);
  const at = (<usize>(r0 * cells) * <usize>C) << 2;
  slopePart(x + at, a, y + at, (r1 - r0) * cells, C);
}

/** x+ a dy dx B cells C */
export function slopeBelowZeroBackwardOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), a = address(), dy = address(), dx = address(), B = next(), cells = next(), C = next();
  const r0 = partBegin(B, ROW_UNIT, t, T), r1 = partBegin(B, ROW_UNIT, t + 1, T);
  const at = (<usize>(r0 * cells) * <usize>C) << 2;
  slopeBackwardPart(x + at, a, dy + at, dx + at, (r1 - r0) * cells, C);
}

/** x+ dy da B cells C: channels are shared out, four at a time; a single one is thread 0's, for no sum is divided */
export function slopeBelowZeroGradientOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), dy = address(), da = address(), B = next(), cells = next(), C = next();
  if (C > 1) slopeGradientPart(x, dy, da, B * cells, C, partBegin(C, 4, t, T), partBegin(C, 4, t + 1, T));
  else if (t == 0) slopeGradientOfAll(x, dy, da, B * cells);
}

/** x+ m y B cells C: every row has numbers of its own */
export function multiplyChannelsOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), m = address(), y = address(), B = next(), cells = next(), C = next();
  const row = <usize>(cells * C) << 2, channels = <usize>C << 2;
  for (let r = partBegin(B, ROW_UNIT, t, T), end = partBegin(B, ROW_UNIT, t + 1, T); r < end; r++) {
    const at = <usize>r * row;
    multiplyChannelsPart(x + at, m + <usize>r * channels, y + at, cells, C);
  }
}
