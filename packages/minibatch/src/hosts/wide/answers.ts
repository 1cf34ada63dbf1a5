/**
 * SHA-256 of the answers to `known-answers.ts`, of each numerics; fast ones with fused multiply-add. Written by
 * `MINIBATCH_WRITE_FIXTURES=1 npx vitest run known-answers`, from kernels that the contract of executors holds to the
 * reference.
 */
export const ANSWERS: { readonly strict: string; readonly fast: string } = {
  strict: "f3a2ac818b0f8ae6e7ca4f50dfc18a3d6c90a395d71cc22e57ef24921f02572f",
  fast: "299a275cf3dc54db8027997f6a62b43503a5d238c3206b5ae86bbc3018badec0",
};
