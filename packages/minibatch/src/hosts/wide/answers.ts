/**
 * SHA-256 of the answers to `known-answers.ts`, of each numerics; fast ones with fused multiply-add. Written by
 * `MINIBATCH_WRITE_FIXTURES=1 npx vitest run known-answers`, from kernels that the contract of executors holds to the
 * reference.
 */
export const ANSWERS: { readonly strict: string; readonly fast: string } = {
  strict: "fb28920c72e18425378da3a8c02b25a6dd3c23fe0b0f848f0898fac4207bd918",
  fast: "884d79332542b45ab0d98f8781c88f5fbd9b2858e63124fd85ddf73166b85b49",
};
