/**
 * SHA-256 of the answers to `known-answers.ts`, of each numerics; fast ones with fused multiply-add. Written by
 * `MINIBATCH_WRITE_FIXTURES=1 npx vitest run known-answers`, from kernels that the contract of executors holds to the
 * reference.
 */
export const ANSWERS: { readonly strict: string; readonly fast: string } = {
  strict: "74002b92448ab4a4a61b4bdae125ff076a56342d4a741653f1d674d1dc0fab58",
  fast: "cfd1ed72f1035d7170c2b859965aa213b406d43586df7c0755d513910ca19a71",
};
