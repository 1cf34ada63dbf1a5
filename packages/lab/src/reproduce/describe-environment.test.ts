import { availableParallelism, cpus, release } from "node:os";
import { expect, test } from "vitest";
import { describeEnvironment } from "./describe-environment.ts";

test("what was chosen, the machine, and the moment", () => {
  const choice = { minibatch: "1.2.3", workers: 3, kernels: "wasm-strict", numerics: "strict" } as const;
  expect(describeEnvironment(choice, new Date(0))).toEqual({
    ...choice,
    node: process.version,
    platform: `${process.platform} ${release()} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    date: "1970-01-01T00:00:00.000Z",
  });
});
