/** Where an attempt runs: what its figures may depend on, and what a reader wants to know of the machine. */
import { availableParallelism, cpus, hostname, release } from "node:os";
import { loadBackend } from "minibatch";
import type { Json } from "study";
import packageFile from "../../package.json" with { type: "json" };

export const CODE_VERSION: string = packageFile.version;

/** `kernels`: e.g. "wasm-relaxed"; in fast numerics the last bits differ between kernel sets. */
export async function describeAttempt(numerics: "fast" | "strict"): Promise<Json> {
  return {
    minibatch: CODE_VERSION,
    kernels: (await loadBackend({ numerics })).name,
    numerics,
    node: process.version,
    platform: `${process.platform} ${release()} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
  };
}

/** `host:pid/thread` */
export function nameWorker(thread: number): string {
  return `${hostname()}:${process.pid}/${thread}`;
}
