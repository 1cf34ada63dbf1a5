/** The machine and the versions, for the record. */
import { availableParallelism, cpus, release } from "node:os";
import type { Environment } from "./results.ts";

export type EnvironmentChoice = Pick<Environment, "minibatch" | "workers" | "kernels" | "numerics">;

export function describeEnvironment(choice: EnvironmentChoice, date: Date): Environment {
  return {
    ...choice,
    node: process.version,
    platform: `${process.platform} ${release()} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    date: date.toISOString(),
  };
}
