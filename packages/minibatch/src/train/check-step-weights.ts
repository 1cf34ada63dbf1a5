import type { Network } from "./network.ts";

/** Throws TypeError where a step by weights of rows would have to wait for its kernels. */
export function checkStepWeights({ isWeighted, backend }: Network): void {
  if (isWeighted || !(backend.withAllKernels?.() instanceof Promise)) return;
  throw new TypeError(
    "Cannot make a step with weights: their kernels are not loaded; give createTrainer backend: await loadBackend(), " +
      "or fit or evaluate with weights first",
  );
}
