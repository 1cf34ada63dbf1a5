/**
 * SHA-256 of the answers to `known-answers.ts`, of each numerics; fast ones with fused multiply-add. Written by
 * `MINIBATCH_WRITE_FIXTURES=1 npx vitest run known-answers`, from kernels that the contract of executors holds to the
 * reference.
 */
export const ANSWERS: { readonly strict: string; readonly fast: string } = {
  strict: "09212a8587747cb18cd9b9337c41ca4c561455c3f9462578ed783125109cb43b",
  fast: "96eee3d385eed43c703e7ef60acc0a03fd3bdd2ecf15edd757f676af196466d2",
};
