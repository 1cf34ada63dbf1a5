/**
 * Windows over pictures [H, W, C], as operands of a program: P x Q of them, h x w cells each, moved by `down` and
 * `across`, the first beginning `top` cells above the picture and `left` of it. What reaches beyond it is cut off.
 */
import { next } from "./operands";

/** Each thread has an instance, and so one of these, of its own. */
export let H: i32 = 0, W: i32 = 0, C: i32 = 0, P: i32 = 0, Q: i32 = 0;
export let h: i32 = 0, w: i32 = 0, down: i32 = 0, across: i32 = 0, top: i32 = 0, left: i32 = 0;

/** H W C P Q h w down across top left */
export function readWindows(): void {
  H = next();
  W = next();
  C = next();
  P = next();
  Q = next();
  h = next();
  w = next();
  down = next();
  across = next();
  top = next();
  left = next();
}

/** Whether no cell is in two windows. */
export function areApart(): bool {
  return h <= down && w <= across;
}

/** Whether every cell is in exactly one window. */
export function coverOnce(): bool {
  return h == down && w == across && top == 0 && left == 0 && P * h >= H && Q * w >= W;
}
