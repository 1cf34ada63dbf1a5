/** The machine and the versions, for the record. */
import { availableParallelism, cpus, loadavg, release } from "node:os";
import packageFile from "../../../../package.json" with { type: "json" };
import type { BenchEnvironment } from "../bench-results.ts";

type Machine = Omit<BenchEnvironment, "threads" | "blas" | "vectors" | "fmaPeak" | "data">;

export function describeMachine(): Machine {
  return {
    minibatch: packageFile.version,
    node: process.version,
    platform: `${process.platform} ${release()} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    load: loadavg()[0]!,
    date: new Date().toISOString(),
  };
}
