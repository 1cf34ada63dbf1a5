/**
 * SHA-256 of the answers to `known-answers.ts`, of each numerics; fast ones with fused multiply-add. Written by
 * `MINIBATCH_WRITE_FIXTURES=1 npx vitest run known-answers`, from kernels that the contract of executors holds to the
 * reference.
 */
export const ANSWERS: { readonly strict: string; readonly fast: string } = {
  strict: "44b5af91a37eb18a4020e4e3f1a73c17a93c723722ac5066450ce4ae6c8dfb36",
  fast: "73ac591d42713f69131cf3d26887a4aa546b19973489d4ed18a4f691607ea207",
};
