/** The codes of operations: `wasm/operations.ts` has a function for each, named as here, and tells its operands. */

export const op = {
  end: 0,
  barrier: 1,
  stopUnlessFinite: 2,
  sparseForward: 3,
  denseForward: 4,
  activate: 5,
  activateBackward: 6,
  backwardInput: 7,
  denseGradient: 8,
  columnSums: 9,
  indexColumns: 10,
  sparseGradient: 11,
  softmax: 12,
  elementLoss: 13,
  update: 14,
  multiply: 15,
  penalty: 16,
  clipNorm: 17,
  clipValue: 18,
  addScaled: 19,
  checkFinite: 20,
  joinEntries: 21,
  addBiases: 22,
  compressRows: 23,
  sumOfSquares: 24,
  copy: 25,
  scaledStep: 26,
} as const;

/** What is done with finished sums: `wasm/finish.ts`. */
export const finish = { keep: 0, relu: 1, descend: 2, mask: 3 } as const;

/**
 * The number of a name in the compiled kernels. Throws Error where they have none: the tables and the kernels are of
 * different builds.
 */
export function codeOf(what: string, codes: Readonly<Record<string, number>>, name: string): number {
  if (Object.hasOwn(codes, name)) return codes[name];
  throw new Error(`Cannot compile ${what} ${name}: the kernels have none of that name; build them anew`);
}
