/**
 * SHA-256 of the answers to `known-answers.ts`, of each numerics; fast ones with fused multiply-add. Written by
 * `MINIBATCH_WRITE_FIXTURES=1 npx vitest run known-answers`, from kernels that the contract of executors holds to the
 * reference.
 */
export const ANSWERS: { readonly strict: string; readonly fast: string } = {
  strict: "952594a8d573b77ed98089b97a67e725c3d5fa23526df260b6db5aad8be9d103",
  fast: "e519377ab82e7c29cbfda591ddf1f9ee0091449ef207f6782b5002bc13572578",
};
