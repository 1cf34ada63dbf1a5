/** STUB until `reference/backend.ts` is there: the merger replaces it by that, in load.ts alone. */
import type { Precision } from "../math/float-array.ts";
import type { Backend } from "../plan/executor.ts";

export function createReferenceBackend(precision: Precision): Backend {
  const backend: Backend = {
    name: `reference-${precision}`,
    precision,
    numerics: "strict",
    open: () => {
      throw new Error("the reference is not there yet");
    },
    withThreads: () => backend,
    withBlas: () => null,
  };
  return backend;
}
