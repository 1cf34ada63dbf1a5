/**
 * The reference: the specification of every operation, and the float64 path of the gradient check. Arithmetic is
 * float64 throughout; with float32, results are rounded once, when they are stored.
 */
import type { Precision } from "../math/float-array.ts";
import type { Backend } from "../plan/executor.ts";
import { ReferenceExecutor } from "./executor.ts";

/** The reference of a precision. It gives the same bits on every machine, so its numerics are "strict". */
export function createReferenceBackend(precision: Precision): Backend {
  const name = `reference-${precision}`;
  const backend: Backend = {
    name,
    precision,
    numerics: "strict",
    open: (space) => new ReferenceExecutor(name, precision, space),
    withThreads: () => backend,
    withBlas: () => null,
  };
  return backend;
}
