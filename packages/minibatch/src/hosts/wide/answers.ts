/**
 * SHA-256 of the answers to `known-answers.ts`, of each numerics; fast ones with fused multiply-add. Written by
 * `MINIBATCH_WRITE_FIXTURES=1 npx vitest run known-answers`, from kernels that the contract of executors holds to the
 * reference.
 */
export const ANSWERS: { readonly strict: string; readonly fast: string } = {
  strict: "a67b09f8267560264218171d52be02b0ea1ad2a44a05177623360d238b7ab385",
  fast: "b32a2ff9dd8d8a6aa35f28c2407bd93413f259cd13d21e28f5fb5ad322bfaf39",
};
