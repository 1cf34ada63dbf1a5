/**
 * SHA-256 of the answers to `known-answers.ts`, of each numerics; fast ones with fused multiply-add. Written by
 * `MINIBATCH_WRITE_FIXTURES=1 npx vitest run known-answers`, from kernels that the contract of executors holds to the
 * reference.
 */
export const ANSWERS: { readonly strict: string; readonly fast: string } = {
  strict: "5bac0fdd8cf4ed726209e91ebaac2164c701f5bc12faa9566ef5cc8d93d4426b",
  fast: "a3e227555e4204e46b2a60e727ad2bf6dec063185f693055dbf7b1560de8ac1c",
};
