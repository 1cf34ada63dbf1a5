/** Normalizations as operations of programs; see operations.ts. A variable that is 0 is not there. */
import { batchMomentsPart, batchNormBackwardPart, batchNormGradientPart, batchNormPart, batchNormSumsPart, moveStatisticsPart, movedNormPart } from "../normalization/batch";
import { groupNormBackwardPart, groupNormGradientPart, groupNormPart } from "../normalization/group";
import { layerNormBackwardPart, layerNormGradientPart, layerNormPart } from "../normalization/layer";
import { address, moving, next, wide } from "../operands";
import { partBegin } from "../split";

/** As in operations.ts. */
const ROW_UNIT: i32 = 6;
/** Channels go in vectors. */
const VECTOR: i32 = 4;
const LINE: i32 = 16;

/** x+ mean variance inverse N C epsilon scratch perThread */
export function batchMomentsOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), mean = address(), variance = address(), inverse = address(), N = next(), C = next();
  const epsilon = wide();
  const scratch = address() + <usize>(next() * t);
  batchMomentsPart(x, mean, variance, inverse, N, C, epsilon, partBegin(C, VECTOR, t, T), partBegin(C, VECTOR, t + 1, T), scratch);
}

/** x+ mean inverse gamma beta y B P C scratch perThread */
export function batchNormOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), mean = address(), inverse = address(), gamma = address(), beta = address(), y = address();
  const B = next(), P = next(), C = next();
  const scratch = address() + <usize>(next() * t);
  const r0 = partBegin(B, ROW_UNIT, t, T), at = (<usize>r0 * <usize>P * <usize>C) << 2;
  batchNormPart(x + at, mean, inverse, gamma, beta, y + at, C, (partBegin(B, ROW_UNIT, t + 1, T) - r0) * P, scratch);
}

/** x+ mean variance gamma beta y B P C epsilon scratch perThread */
export function movedNormOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), mean = address(), variance = address(), gamma = address(), beta = address(), y = address();
  const B = next(), P = next(), C = next();
  const epsilon = wide();
  const scratch = address() + <usize>(next() * t);
  const r0 = partBegin(B, ROW_UNIT, t, T), at = (<usize>r0 * <usize>P * <usize>C) << 2;
  movedNormPart(x + at, mean, variance, gamma, beta, y + at, C, epsilon, (partBegin(B, ROW_UNIT, t + 1, T) - r0) * P, scratch);
}

/** x+ dy mean sums N C */
export function batchNormSumsOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), dy = address(), mean = address(), sums = address(), N = next(), C = next();
  batchNormSumsPart(x, dy, mean, sums, N, C, partBegin(C, VECTOR, t, T), partBegin(C, VECTOR, t + 1, T));
}

/** x+ dy mean inverse gamma sums dx B P C scratch perThread */
export function batchNormBackwardOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), dy = address(), mean = address(), inverse = address(), gamma = address(), sums = address();
  const dx = address(), B = next(), P = next(), C = next();
  const scratch = address() + <usize>(next() * t);
  const r0 = partBegin(B, ROW_UNIT, t, T), at = (<usize>r0 * <usize>P * <usize>C) << 2;
  const pixels = (partBegin(B, ROW_UNIT, t + 1, T) - r0) * P;
  batchNormBackwardPart(x + at, dy + at, mean, inverse, gamma, sums, dx + at, B * P, C, pixels, scratch);
}

/** inverse sums dgamma dbeta C */
export function batchNormGradientOp(t: i32, T: i32): void {
  const inverse = address(), sums = address(), dgamma = address(), dbeta = address(), C = next();
  batchNormGradientPart(inverse, sums, dgamma, dbeta, C, partBegin(C, LINE, t, T), partBegin(C, LINE, t + 1, T));
}

/** mean variance momentum movingMean movingVariance C */
export function moveStatisticsOp(t: i32, T: i32): void {
  const mean = address(), variance = address();
  const momentum = wide();
  const movingMean = address(), movingVariance = address(), C = next();
  moveStatisticsPart(mean, variance, momentum, movingMean, movingVariance, partBegin(C, LINE, t, T), partBegin(C, LINE, t + 1, T));
}

/** x+ mean inverse gamma beta y B P C epsilon centers scratch perThread */
export function layerNormOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), mean = address(), inverse = address(), gamma = address(), beta = address(), y = address();
  const B = next(), P = next(), C = next();
  const epsilon = wide();
  const centers = next() != 0;
  const scratch = address() + <usize>(next() * t);
  const n0 = partBegin(B, ROW_UNIT, t, T) * P, n1 = partBegin(B, ROW_UNIT, t + 1, T) * P;
  layerNormPart(x, mean, inverse, gamma, beta, y, C, epsilon, centers, n0, n1, scratch);
}

/** x+ dy mean inverse gamma dx B P C centers scratch perThread */
export function layerNormBackwardOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), dy = address(), mean = address(), inverse = address(), gamma = address(), dx = address();
  const B = next(), P = next(), C = next();
  const centers = next() != 0;
  const scratch = address() + <usize>(next() * t);
  const n0 = partBegin(B, ROW_UNIT, t, T) * P, n1 = partBegin(B, ROW_UNIT, t + 1, T) * P;
  layerNormBackwardPart(x, dy, mean, inverse, gamma, dx, C, centers, n0, n1, scratch);
}

/** x+ dy mean inverse dgamma dbeta N C */
export function layerNormGradientOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), dy = address(), mean = address(), inverse = address(), dgamma = address(), dbeta = address();
  const N = next(), C = next();
  layerNormGradientPart(x, dy, mean, inverse, dgamma, dbeta, N, C, partBegin(C, VECTOR, t, T), partBegin(C, VECTOR, t + 1, T));
}

/** x+ mean inverse gamma beta y B P C G epsilon scratch perThread */
export function groupNormOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), mean = address(), inverse = address(), gamma = address(), beta = address(), y = address();
  const B = next(), P = next(), C = next(), G = next();
  const epsilon = wide();
  const scratch = address() + <usize>(next() * t);
  groupNormPart(x, mean, inverse, gamma, beta, y, P, C, G, epsilon, partBegin(B, ROW_UNIT, t, T), partBegin(B, ROW_UNIT, t + 1, T), scratch);
}

/** x+ dy mean inverse gamma sums dx B P C G scratch perThread */
export function groupNormBackwardOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), dy = address(), mean = address(), inverse = address(), gamma = address(), sums = address();
  const dx = address(), B = next(), P = next(), C = next(), G = next();
  const scratch = address() + <usize>(next() * t);
  groupNormBackwardPart(x, dy, mean, inverse, gamma, sums, dx, P, C, G, partBegin(B, ROW_UNIT, t, T), partBegin(B, ROW_UNIT, t + 1, T), scratch);
}

/** inverse sums dgamma dbeta B C G */
export function groupNormGradientOp(t: i32, T: i32): void {
  const inverse = address(), sums = address(), dgamma = address(), dbeta = address(), B = next(), C = next(), G = next();
  groupNormGradientPart(inverse, sums, dgamma, dbeta, B, C, G, partBegin(C, LINE, t, T), partBegin(C, LINE, t + 1, T));
}
