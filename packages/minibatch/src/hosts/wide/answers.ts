/**
 * SHA-256 of the answers to `known-answers.ts`, of each numerics; fast ones with fused multiply-add. Written by
 * `MINIBATCH_WRITE_FIXTURES=1 npx vitest run known-answers`, from kernels that the contract of executors holds to the
 * reference.
 */
export const ANSWERS: { readonly strict: string; readonly fast: string } = {
  strict: "f51a914cd71992afefb8b81855202509e0c94af864dce88c79064806286c2418",
  fast: "a6ba9fb54905ca65fe47f68f3be5329f73bcf7c05cf4b15422713687a72bb279",
};
