/** From a trainer's options (`backend`, `threads`, `blas`) to the backend it runs on. */
import { SpecError } from "../errors.ts";
import type { Precision } from "../math/float-array.ts";
import type { Blas } from "../plan/blas.ts";
import type { Backend, Numerics } from "../plan/executor.ts";
import type { ThreadHost } from "../plan/thread-host.ts";
import { objectWith } from "../spec/check-options.ts";
import { choice, type Field } from "../spec/fields.ts";
import type { KernelSet } from "../wasm/core-kernels.ts";
import { loadBackendWith } from "../wasm/load.ts";

/** See TrainerOptions.backend. */
export type BackendName = "auto" | "wasm" | "blas";

export interface BackendChoice {
  readonly backend?: BackendName | Backend;
  readonly blas?: Blas | null;
  readonly threads?: ThreadHost;
}

export const backendField: Field<BackendName | Backend> = {
  takes: { type: "value" },
  fallback: "auto",
  read: (value, path) =>
    typeof value === "object" && value !== null
      ? (objectWith("a backend", ["open", "withThreads", "withBlas"]).read(value, path) as Backend)
      : choice(["auto", "wasm", "blas"], "auto").read(value, path),
};

/** The backend that the options ask for, with its threads and its BLAS, and with the kernels that a model needs. */
export async function chooseBackend(
  { backend = "auto", blas = null, threads }: BackendChoice,
  numerics: Numerics,
  precision: Precision,
  kernels: KernelSet,
): Promise<Backend> {
  if (threads !== undefined && !(Number.isInteger(threads.count) && threads.count >= 1 && threads.count <= 255)) {
    throw new SpecError("threads.count", `must be a whole number from 1 to 255, is ${String(threads.count)}`);
  }
  const chosen = typeof backend === "object" ? backend : await loadBackendWith(kernels, numerics, precision);
  const threaded = threads === undefined ? chosen : chosen.withThreads(threads);
  if (backend === "blas" && blas === null) {
    throw new SpecError("backend", 'cannot be "blas": no BLAS is given; give blas: await loadBlas(), or use "auto"');
  }
  if (blas === null || backend === "wasm") return threaded;
  const native = threaded.withBlas({ blas, products: backend === "blas" ? "all" : "wide" });
  if (native !== null) return native;
  if (backend !== "blas") return threaded;
  throw new SpecError(
    "backend",
    `cannot be "blas" in ${precision === "float32" ? `${numerics} numerics` : precision}: native products round ` +
      'as they like; use numerics: "fast" and precision: "float32", or "auto"',
  );
}

/** Throws SpecError where the caller's own backend does not have the numerics and the precision that are asked for. */
export function checkGiven(backend: Backend, numerics: Numerics, precision: Precision): void {
  if (numerics === "strict" && backend.numerics !== "strict") {
    throw new SpecError(
      "backend",
      `cannot be ${backend.name} with numerics "strict": it rounds as the machine likes; give a strict backend, or none`,
    );
  }
  if (backend.precision === precision) return;
  throw new SpecError("backend", `cannot be ${backend.name} with precision "${precision}"; give another, or none`);
}
