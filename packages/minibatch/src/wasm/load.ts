import type { Backend, Numerics } from "../plan/executor.ts";
import { createReferenceBackend } from "../reference/backend.ts";
export interface BackendOptions {
  readonly numerics?: Numerics;
  readonly precision?: "float32" | "float64";
}
export async function loadBackend(o: BackendOptions = {}): Promise<Backend> {
  return createReferenceBackend(o.precision ?? "float32");
}
