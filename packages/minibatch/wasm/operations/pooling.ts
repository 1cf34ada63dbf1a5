/** Pooling: windows are given as `readWindows` reads them. */
import { averagePoolBackwardPart, averagePoolPart } from "../average-pool";
import { maxPoolBackwardPart, maxPoolPart } from "../max-pool";
import { address, moving, next } from "../operands";
import { partBegin } from "../split";
import { readWindows } from "../windows";

/** Rows go to threads in these units, as everywhere. */
const ROW_UNIT: i32 = 6;

/** x+ y places B windows; places may be 0 */
export function maxPoolOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), y = address(), places = address(), B = next();
  readWindows();
  maxPoolPart(x, y, places, partBegin(B, ROW_UNIT, t, T), partBegin(B, ROW_UNIT, t + 1, T));
}

/** dy places y dx B windows; y is 0 unless a ReLU before it goes backward too */
export function maxPoolBackwardOp(t: i32, T: i32): void {
  const dy = address(), places = address(), y = address(), dx = address(), B = next();
  readWindows();
  maxPoolBackwardPart(dy, places, y, dx, partBegin(B, ROW_UNIT, t, T), partBegin(B, ROW_UNIT, t + 1, T));
}

/** x+ y B windows */
export function averagePoolOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), y = address(), B = next();
  readWindows();
  averagePoolPart(x, y, partBegin(B, ROW_UNIT, t, T), partBegin(B, ROW_UNIT, t + 1, T));
}

/** dy dx B windows */
export function averagePoolBackwardOp(t: i32, T: i32): void {
  const dy = address(), dx = address(), B = next();
  readWindows();
  averagePoolBackwardPart(dy, dx, partBegin(B, ROW_UNIT, t, T), partBegin(B, ROW_UNIT, t + 1, T));
}
