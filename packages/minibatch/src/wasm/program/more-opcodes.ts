/**
 * The codes of operations that the core's kernels lack (`opcodes.ts` has theirs): a file of `wasm/operations/` has a
 * function for each, named as here, and tells its operands.
 */

export const moreOp = {
  conv2d: 40,
  conv2dBackward: 41,
  conv2dGradient: 42,
  channelSums: 43,
  maxPool: 50,
  maxPoolBackward: 51,
  averagePool: 52,
  averagePoolBackward: 53,
  slopeBelowZero: 54,
  slopeBelowZeroBackward: 55,
  slopeBelowZeroGradient: 56,
  multiplyChannels: 57,
  batchMoments: 60,
  batchNorm: 61,
  movedNorm: 62,
  batchNormSums: 63,
  batchNormBackward: 64,
  batchNormGradient: 65,
  moveStatistics: 66,
  layerNorm: 67,
  layerNormBackward: 68,
  layerNormGradient: 69,
  add: 70,
  blend: 90,
  constrain: 91,
  lossOfElements: 75,
  lossOfRows: 76,
  groupNorm: 100,
  groupNormBackward: 101,
  groupNormGradient: 102,
} as const;

/** Which constraint `constrainOp` of `wasm/operations/habits.ts` holds weights to. */
export const constraintCodes = { "max-norm": 0, "unit-norm": 1, "non-negative": 2 } as const;
