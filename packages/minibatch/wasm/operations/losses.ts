/** Losses by number, of rows that may have weights: more-losses.ts computes them. */
import { lossOfElementsPart, lossOfRowsPart } from "../more-losses";
import { address, list, moving, next, number } from "../operands";
import { partBegin } from "../split";

/** Elements go in cache lines. */
const LINE: i32 = 16;
/** Rows go to threads in these units, as everywhere. */
const ROW_UNIT: i32 = 6;

/**
 * formula y targets+ prediction dy losses+ weights+ N O scale a b, then how many factors and these: a loss per four
 * elements
 */
export function lossOfElementsOp(group: usize, step: i32, t: i32, T: i32): void {
  const formula = next();
  const y = address(), targets = moving(step), prediction = address(), dy = address(), losses = moving(step), weights = moving(step);
  const N = next(), O = next();
  const scale = number(), a = number(), b = number();
  const factors = list();
  const n0 = partBegin(N, LINE, t, T), n1 = partBegin(N, LINE, t + 1, T);
  const sum = lossOfElementsPart(formula, y, targets, prediction, dy, losses, weights, load<i32>(factors - 4) == 0 ? 0 : factors, n0, n1, O, scale, a, b);
  if (!(abs(sum) < Infinity)) atomic.store<i32>(group, 1, 192);
}

/** formula soft y targets+ prediction dy losses+ weights+ B C a, then how many factors and these: a loss per row */
export function lossOfRowsOp(group: usize, step: i32, t: i32, T: i32): void {
  const formula = next();
  const isSoft = next() != 0;
  const y = address(), targets = moving(step), prediction = address(), dy = address(), losses = moving(step), weights = moving(step);
  const B = next(), C = next();
  const a = number();
  const factors = list();
  const r0 = partBegin(B, ROW_UNIT, t, T), r1 = partBegin(B, ROW_UNIT, t + 1, T);
  const sum = lossOfRowsPart(formula, isSoft, y, targets, prediction, dy, losses, weights, load<i32>(factors - 4) == 0 ? 0 : factors, r0, r1, B, C, a);
  if (!(abs(sum) < Infinity)) atomic.store<i32>(group, 1, 192);
}
