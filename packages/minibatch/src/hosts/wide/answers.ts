/**
 * SHA-256 of the answers to `known-answers.ts`, of each numerics; fast ones with fused multiply-add. Written by
 * `MINIBATCH_WRITE_FIXTURES=1 npx vitest run known-answers`, from kernels that the contract of executors holds to the
 * reference.
 */
export const ANSWERS: { readonly strict: string; readonly fast: string } = {
  strict: "519fb20cb998ecb78ef892f92d30724b47cb3b1e0f0197141bada4b117fe5fb5",
  fast: "459a96f27b146f9963d3a8fe1170ff5602053f3ae858423e9034ad8bdb544591",
};
